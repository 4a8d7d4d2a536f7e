/* Loaded only when the chat's own script could not be fetched: says how to reach a person. */
( function () {
	var config = {};
	try {
		config = JSON.parse( document.currentScript.dataset.config );
	} catch ( error ) {
		// A broken configuration names nobody to reach: show nothing.
		return;
	}
	var contact = config.contact || {};
	if ( ! contact.email && ! contact.phone && ! contact.url ) {
		return;
	}
	var WORDS = {
		en: [ 'Contact us', 'The chat is not available right now. You can reach us here:', 'Close' ],
		de: [ 'Kontakt', 'Der Chat ist gerade nicht erreichbar. So erreichen Sie uns:', 'Schließen' ],
		fr: [ 'Nous contacter', 'Le chat est indisponible pour le moment. Vous pouvez nous joindre ici :', 'Fermer' ],
		es: [ 'Contacto', 'El chat no está disponible en este momento. Puede contactarnos aquí:', 'Cerrar' ],
		ja: [ 'お問い合わせ', '現在チャットをご利用いただけません。こちらからご連絡ください:', '閉じる' ],
		ar: [ 'اتصل بنا', 'الدردشة غير متاحة حاليًا. يمكنك التواصل معنا هنا:', 'إغلاق' ],
	};
	var words = WORDS[ String( config.locale || '' ).slice( 0, 2 ).toLowerCase() ] || WORDS.en;
	var host = document.createElement( 'div' );
	var root = host.attachShadow( { mode: 'open' } );
	var side = config.position === 'left' ? 'inset-inline-start' : 'inset-inline-end';
	var colour = /^#[0-9a-fA-F]{3,8}$/.test( config.accent || '' ) ? config.accent : '#1d2327';
	var style = document.createElement( 'style' );
	style.textContent =
		'.c{position:fixed;z-index:2147483000;bottom:20px;' + side + ':20px;display:flex;flex-direction:column;align-items:' + ( config.position === 'left' ? 'flex-start' : 'flex-end' ) + ';font:15px/1.5 system-ui,sans-serif}' +
		'button{font:inherit;cursor:pointer;border-radius:24px;padding:10px 18px;min-height:44px;border:2px solid ' + colour + ';background:#fff;color:#1d2327}' +
		'.p{max-width:min(320px,calc(100vw - 40px));box-sizing:border-box;margin-bottom:8px;padding:16px;border-radius:12px;background:#fff;color:#1d2327;box-shadow:0 4px 24px rgba(0,0,0,.2)}' +
		'.p[hidden]{display:none}p{margin:0 0 8px}a{display:block;padding:8px 0;color:#0a4b78;overflow-wrap:anywhere}';
	var box = document.createElement( 'div' );
	box.className = 'c';
	var panel = document.createElement( 'div' );
	panel.className = 'p';
	panel.hidden = true;
	panel.id = 'p';
	panel.setAttribute( 'role', 'region' );
	panel.setAttribute( 'aria-label', words[ 0 ] );
	function line( text, href ) {
		var element = document.createElement( href ? 'a' : 'p' );
		element.textContent = text;
		if ( href ) {
			element.href = href;
		}
		panel.append( element );
	}
	line( words[ 1 ] );
	if ( contact.email ) {
		line( contact.email, 'mailto:' + contact.email );
	}
	if ( contact.phone ) {
		line( contact.phone, 'tel:' + contact.phone.replace( /[^+0-9]/g, '' ) );
	}
	if ( /^https?:\/\//.test( contact.url || '' ) ) {
		line( contact.url, contact.url );
	}
	if ( contact.hours ) {
		line( contact.hours );
	}
	var button = document.createElement( 'button' );
	button.type = 'button';
	button.textContent = words[ 0 ];
	button.setAttribute( 'aria-expanded', 'false' );
	button.setAttribute( 'aria-controls', 'p' );
	function toggle( isOpen ) {
		panel.hidden = ! isOpen;
		button.setAttribute( 'aria-expanded', String( isOpen ) );
		button.textContent = isOpen ? words[ 2 ] : words[ 0 ];
	}
	button.onclick = function () {
		toggle( panel.hidden );
	};
	box.onkeydown = function ( event ) {
		if ( event.key === 'Escape' ) {
			toggle( false );
			button.focus();
		}
	};
	box.append( panel, button );
	root.append( style, box );
	document.body.append( host );
	window.Counterhand = Object.freeze( {
		open: function () {
			toggle( true );
		},
		close: function () {
			toggle( false );
		},
	} );
} )();
