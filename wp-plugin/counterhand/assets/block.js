( function ( blocks, element, i18n, blockEditor, components ) {
	var el = element.createElement;
	var __ = i18n.__;
	blocks.registerBlockType( 'counterhand/chat', {
		apiVersion: 3,
		title: __( 'Support chat', 'counterhand' ),
		description: __( 'A button that opens the support chat, and the chat itself on this page.', 'counterhand' ),
		category: 'widgets',
		icon: 'format-chat',
		example: { attributes: { label: __( 'Chat with us', 'counterhand' ) } },
		attributes: { label: { type: 'string', default: '' } },
		supports: { align: [ 'left', 'center', 'right' ], color: { gradients: false } },
		edit: function ( props ) {
			var label = props.attributes.label;
			function setLabel( value ) {
				props.setAttributes( { label: value } );
			}
			return el(
				element.Fragment,
				null,
				el(
					blockEditor.InspectorControls,
					null,
					el(
						components.PanelBody,
						{ title: __( 'Button', 'counterhand' ) },
						el( components.TextControl, {
							label: __( 'Label', 'counterhand' ),
							help: __( 'Empty for “Chat with us” in the visitor’s language.', 'counterhand' ),
							value: label,
							onChange: setLabel,
							__nextHasNoMarginBottom: true,
						} )
					)
				),
				el(
					'div',
					blockEditor.useBlockProps( { className: 'counterhand-open wp-element-button' } ),
					el( blockEditor.RichText, {
						tagName: 'span',
						allowedFormats: [],
						value: label,
						placeholder: __( 'Chat with us', 'counterhand' ),
						'aria-label': __( 'Label', 'counterhand' ),
						onChange: setLabel,
					} )
				)
			);
		},
		save: function () {
			// Rendered on the server: what is stored is the label alone.
			return null;
		},
	} );
} )( window.wp.blocks, window.wp.element, window.wp.i18n, window.wp.blockEditor, window.wp.components );
