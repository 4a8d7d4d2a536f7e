( function ( apiFetch, i18n ) {
	var __ = i18n.__;
	var NAMES = {
		shopper: __( 'Customer', 'counterhand' ),
		assistant: __( 'Agent', 'counterhand' ),
		staff: __( 'Staff', 'counterhand' ),
	};

	function show( box, messages ) {
		var list = document.createElement( 'dl' );
		messages.forEach( function ( message ) {
			var who = document.createElement( 'dt' );
			var what = document.createElement( 'dd' );
			who.textContent = ( NAMES[ message.role ] || message.role ) + ', ' + message.at;
			what.textContent = message.body;
			what.style.whiteSpace = 'pre-wrap';
			list.append( who, what );
		} );
		box.replaceChildren( list );
	}

	document.addEventListener( 'click', function ( event ) {
		var button = event.target.closest( '.counterhand-transcript' );
		var box = document.getElementById( 'counterhand-transcript' );
		if ( ! button || ! box ) {
			return;
		}
		box.textContent = __( 'Fetching the conversation…', 'counterhand' );
		apiFetch( { path: '/counterhand/v1/staff/transcripts/' + button.dataset.session } )
			.then( function ( answer ) {
				show( box, answer.messages );
			} )
			.catch( function ( error ) {
				box.textContent = error && error.message ? error.message : __( 'This site did not answer.', 'counterhand' );
			} );
	} );
} )( window.wp.apiFetch, window.wp.i18n );
