( function ( apiFetch, i18n, a11y ) {
	var __ = i18n.__;
	var WORDS = {
		ok: __( 'ok', 'counterhand' ),
		failed: __( 'failed', 'counterhand' ),
		skipped: __( 'skipped', 'counterhand' ),
		unknown: __( 'not known', 'counterhand' ),
	};

	function showSteps( box, steps ) {
		var list = document.createElement( 'ol' );
		steps.forEach( function ( step ) {
			var item = document.createElement( 'li' );
			var name = document.createElement( 'strong' );
			item.className = 'counterhand-step is-' + step.outcome;
			name.textContent = step.name;
			item.append( name, ': ' + ( WORDS[ step.outcome ] || step.outcome ) + ( step.says ? ' – ' + step.says : '' ) );
			list.append( item );
		} );
		box.replaceChildren( list );
	}

	function testConnection( button, box ) {
		button.disabled = true;
		box.textContent = __( 'Testing…', 'counterhand' );
		apiFetch( { path: '/counterhand/v1/admin/test-connection', method: 'POST' } )
			.then( function ( answer ) {
				showSteps( box, answer.steps );
			} )
			.catch( function ( error ) {
				box.textContent = error && error.message ? error.message : __( 'This site did not answer.', 'counterhand' );
			} )
			.finally( function () {
				button.disabled = false;
				button.focus();
			} );
	}

	function freshSecret() {
		var bytes = window.crypto.getRandomValues( new Uint8Array( 32 ) );
		return Array.from( bytes, function ( each ) {
			return each.toString( 16 ).padStart( 2, '0' );
		} ).join( '' );
	}

	function offerLine( button ) {
		var prefix = button.dataset.prefix;
		var box = document.createElement( 'textarea' );
		var month = new Date().toISOString().slice( 0, 7 );
		var lines = prefix === 'COUNTERHAND_WEBHOOK' ? [] : [ "define( '" + prefix + "_KEY_ID', '" + prefix.split( '_' )[ 1 ].toLowerCase() + '-' + month + "' );" ];
		lines.push( "define( '" + prefix + "_SECRET', '" + freshSecret() + "' );" );
		box.className = 'large-text code counterhand-line';
		box.readOnly = true;
		box.rows = lines.length;
		box.dir = 'ltr';
		box.value = lines.join( '\n' );
		box.setAttribute( 'aria-label', __( 'Lines for wp-config.php', 'counterhand' ) );
		button.setAttribute( 'aria-expanded', 'true' );
		button.disabled = true;
		button.after( box );
		box.focus();
		box.select();
		a11y.speak( __( 'Made in your browser and kept nowhere. Paste it into wp-config.php, and the same secret into the edge.', 'counterhand' ) );
	}

	function preview() {
		var box = document.querySelector( '.counterhand-preview' );
		var colour = document.getElementById( 'counterhand-accent' );
		var greeting = document.getElementById( 'counterhand-greeting' );
		var position = document.getElementById( 'counterhand-position' );
		if ( ! box || ! colour || ! greeting || ! position ) {
			return;
		}
		var bubble = box.querySelector( '.counterhand-preview-bubble' );
		var own = bubble.textContent;
		function draw() {
			var accent = /^#[0-9a-fA-F]{6}$/.test( colour.value ) ? colour.value : box.dataset.themeAccent || '#1d2327';
			box.style.setProperty( '--counterhand-accent', accent );
			box.classList.toggle( 'is-left', position.value === 'left' );
			bubble.textContent = greeting.value.trim() || own;
		}
		[ colour, greeting, position ].forEach( function ( field ) {
			field.addEventListener( 'input', draw );
		} );
		draw();
	}

	// Beside each limit of this shop, the edge's own. An edge that does not answer says nothing; "Test connection" says why.
	function showEdgeLimits() {
		var lines = document.querySelectorAll( '.counterhand-edge' );
		if ( ! lines.length ) {
			return;
		}
		apiFetch( { path: '/counterhand/v1/admin/edge-limits' } )
			.then( function ( answer ) {
				lines.forEach( function ( line ) {
					line.textContent = answer.says[ line.dataset.field ] || '';
				} );
			} )
			.catch( function () {
				lines.forEach( function ( line ) {
					line.textContent = '';
				} );
			} );
	}

	var test = document.getElementById( 'counterhand-test' );
	if ( test ) {
		test.addEventListener( 'click', function () {
			testConnection( test, document.getElementById( 'counterhand-steps' ) );
		} );
	}
	document.querySelectorAll( '.counterhand-offer' ).forEach( function ( button ) {
		button.addEventListener( 'click', function () {
			offerLine( button );
		} );
	} );
	preview();
	showEdgeLimits();
} )( window.wp.apiFetch, window.wp.i18n, window.wp.a11y );
