/* Waits for consent to functional cookies (WP Consent API), then loads the widget as the page would have. */
( function () {
	var own = document.currentScript;
	var isLoaded = false;
	function load() {
		if ( isLoaded ) {
			return;
		}
		isLoaded = true;
		var script = document.createElement( 'script' );
		script.src = own.dataset.loader;
		script.dataset.config = own.dataset.config;
		script.onerror = own.onerror;
		document.head.append( script );
	}
	// Without the Consent API nobody could ever agree: closed, as the shop asked for.
	if ( typeof window.wp_has_consent === 'function' && window.wp_has_consent( 'functional' ) ) {
		load();
	}
	document.addEventListener( 'wp_listen_for_consent_change', function ( event ) {
		if ( event.detail && event.detail.functional === 'allow' ) {
			load();
		}
	} );
} )();
