/* Opens the widget from a button of the page. Does nothing until it is pressed. */
document.addEventListener( 'click', function ( event ) {
	var button = event.target instanceof Element && event.target.closest( '[data-counterhand-open]' );
	if ( button && window.Counterhand ) {
		window.Counterhand.open();
	}
} );
