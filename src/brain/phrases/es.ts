import type { PhraseTable } from './keys.ts'

export const es: PhraseTable = {
  status_received: 'Mensaje recibido…',
  status_queued: 'Su mensaje es el siguiente…',
  status_planning: 'Estoy viendo qué necesita…',
  status_searching: 'Buscando en las páginas de la tienda…',
  status_looking_up_order: 'Consultando el pedido {number}…',
  status_listing_orders: 'Consultando sus pedidos…',
  status_checking_request: 'Compruebo qué puedo hacer con el pedido {number}…',
  status_calling_person: 'Llamando a un compañero…',
  status_writing: 'Escribiendo…',

  handed_over: 'He pasado esta conversación a un compañero. La respuesta llegará aquí.',
  handed_over_hours:
    'He pasado esta conversación a un compañero. Nuestro equipo atiende {hours}; la respuesta llegará aquí en cuanto sea posible.',
  already_waiting: 'Ya hemos avisado a un compañero. Podrá leer aquí todo lo que escriba ahora.',
  still_waiting:
    'Hasta ahora nadie ha estado libre. Acabo de recordárselo al equipo; esta conversación sigue con ellos.',
  still_waiting_last:
    'Siento que nadie haya respondido todavía. Se lo he recordado al equipo una vez más y su consulta sigue abierta. También puede escribir directamente a la tienda.',
  person_has_it: 'Un compañero lleva ahora esta conversación y le responderá aquí.',
  released: 'El asistente ha vuelto. ¿En qué puedo ayudarle?',

  order_refused:
    'No encuentro ningún pedido con ese número que pueda mostrarle. Compruebe el número e inicie sesión con la cuenta con la que compró.',
  orders_sign_in: 'Para ver sus pedidos, inicie sesión primero en su cuenta de la tienda.',
  shop_unreachable: 'El sistema de pedidos de la tienda no responde ahora mismo. Inténtelo de nuevo en unos minutos.',
  pages_unreachable: 'Ahora mismo no puedo consultar las páginas de la tienda. Inténtelo de nuevo en unos minutos.',
  tool_busy: 'Son demasiadas consultas a la vez. Espere un momento y vuelva a preguntar.',
  person_unreachable: 'No he podido avisar a un compañero. Inténtelo de nuevo en unos minutos.',

  too_long: 'Ese mensaje es demasiado largo para mí. Por favor, no pase de {max} caracteres.',
  empty_message: 'Ese mensaje estaba vacío. ¿En qué puedo ayudarle?',
  rate_limited: 'Escribe más rápido de lo que puedo responder. Espere {seconds} segundos y vuelva a intentarlo.',
  queue_full: 'Aún estoy respondiendo a sus mensajes anteriores. Espere un momento, por favor.',
  file_type: 'Acepto fotos (JPEG, PNG, WebP) y archivos PDF.',
  file_too_large: 'Ese archivo es demasiado grande. Por favor, no pase de 5 MB.',
  too_many_files: 'Una conversación admite {max} archivos. Una persona puede pedirle más por correo.',
  interrupted: 'Lo siento, me interrumpieron mientras respondía. Vuelva a preguntarme, por favor.',
  restarted: 'Lo siento, me interrumpieron. Empiezo de nuevo la respuesta.',
  stopped: 'Detenido.',
  broken: 'Algo ha fallado por nuestra parte. Inténtelo de nuevo o pida hablar con una persona.',

  dont_know: 'No lo sé. No he encontrado nada sobre eso en las páginas de la tienda.',
  offer_person: '¿Quiere hablar con una persona?',
  greeting_named: '¡Hola, {name}! Puedo ayudarle con sus pedidos, devoluciones, envíos y productos. ¿Qué quiere saber?',
  greeting: '¡Hola! Puedo ayudarle con pedidos, devoluciones, envíos y productos. ¿Qué quiere saber?',
  anything_else: 'De nada. ¿Puedo ayudarle en algo más?',
  which_order: '¿De qué pedido se trata? Dígame el número que aparece en el correo de confirmación.',
  which_address:
    '¿Adónde debe ir el pedido {number}? Escriba la nueva dirección en un solo mensaje, separada por comas: calle y número, código postal y ciudad, y el país si es otro.',
  which_email:
    'Antes tengo que asegurarme de que el pedido es suyo. ¿Con qué correo electrónico se hizo? El código se envía a la dirección del pedido.',
  what_about: '¿Qué quiere saber al respecto?',
  rephrase: 'No estoy seguro de haberle entendido. ¿Puede decirlo de otra forma?',
  sign_in_or_number:
    'Inicie sesión en la tienda para que pueda ver sus pedidos, o dígame el número que aparece en el correo de confirmación.',
  sorry_to_hear: 'Lo lamento.',

  consent_ask: 'Revise la tarjeta de abajo. No pasa nada hasta que usted la confirme.',
  consent_ask_approval:
    'Revise la tarjeta de abajo. No pasa nada hasta que usted la confirme, y después tiene que aprobarlo un compañero.',
  policy_auto: 'Según las reglas de la tienda, de este pedido se pueden reembolsar {amount}.',
  policy_needs_approval:
    'Según las reglas de la tienda, de este pedido se pueden reembolsar {amount} si un compañero lo aprueba.',
  code_ask:
    'Escriba el código en la tarjeta de abajo, no en el chat. Si no llega ningún correo, revise el número y la dirección y dígamelos otra vez.',
  code_wrong: 'Ese no es el código. Intentos que quedan: {left}.',
  code_locked:
    'Ese no era el código y ya no quedan intentos. Espere un rato antes de pedir otro, o pida hablar con una persona.',
  code_right: 'Gracias. Ahora sé que el pedido {number} es suyo.',
  write_pending:
    'Gracias. Antes tiene que aprobarlo un compañero. Sabrá aquí y por correo lo que se decida; mientras tanto podemos seguir.',
  write_in_doubt:
    'Todavía no he podido saber si se ha realizado. Se está comprobando y aquí sabrá en qué ha quedado. No hace falta que lo pida otra vez.',
  write_declined: 'De acuerdo, lo dejo como está. No se ha cambiado nada.',
  write_not_understood: 'No he entendido exactamente qué hay que hacer. ¿Puede decirlo de otra manera?',
  write_cannot_be_done_here: 'Yo no puedo hacerlo con ese pedido. Un compañero puede verlo con usted.',
  write_nothing_left: 'En ese pedido no queda nada por reembolsar.',
  write_too_late: 'El plazo en el que puedo reembolsar ese pedido ha terminado. Un compañero puede verlo con usted.',
  write_already_shipped:
    'Ese pedido ya se ha enviado y no puedo cambiarlo. Un compañero puede ayudarle a partir de aquí.',
  write_bad_amount:
    'Ese importe no encaja con el pedido. Escríbalo con punto, por ejemplo 12.50, y sin pasar de lo que queda del pedido.',
  write_item_excluded: 'Algo de ese pedido no se puede devolver sin más. Un compañero puede verlo con usted.',
  write_nothing_changed: 'Eso es lo que ya dice el pedido, así que no hay nada que cambiar.',
  write_card_not_open: 'Esta tarjeta ya no es válida. Pídamelo otra vez y haré una nueva.',
  write_order_changed: 'El pedido ha cambiado desde que hice esa tarjeta, así que no he hecho nada. Pídamelo otra vez.',
  write_busy: 'Ha habido demasiadas solicitudes de este tipo. Espere un rato y vuelva a intentarlo.',
  write_shop_not_answering:
    'El sistema de pedidos de la tienda no responde, así que no se ha cambiado nada. Inténtelo de nuevo en unos minutos.',

  order_is: 'Pedido {number}: {status}.',
  order_items: 'Artículos: {items}.',
  order_total: 'Total: {total}.',
  order_refunded: 'Reembolsado hasta ahora: {amount}.',
  order_updated: 'Última actualización: {date}.',
  order_tracking: 'Seguimiento: {carrier} {number}.',
  order_tracking_plain: 'Número de seguimiento: {number}.',
  order_no_tracking: 'Todavía no hay número de seguimiento.',
  order_moved: 'Novedades del pedido {number}: {status}.',
  orders_intro: 'Sus últimos pedidos:',
  orders_line: 'Pedido {number}: {status}, {total}, última actualización {date}',
  orders_more: 'También hay pedidos más antiguos; dígame un número y lo consulto.',
  orders_none: 'No veo ningún pedido en su cuenta.',

  order_status_pending: 'pendiente de pago',
  order_status_processing: 'en preparación',
  'order_status_on-hold': 'en espera',
  order_status_completed: 'completado',
  order_status_cancelled: 'cancelado',
  order_status_refunded: 'reembolsado',
  order_status_failed: 'sin pagar: el pago ha fallado',
  'order_status_checkout-draft': 'todavía sin realizar',

  source_language: 'La página de donde procede está en {language}.',
  unsure_mark: '(No estoy seguro de esto.)',
  cut_off: '… No puedo confirmar el resto de esa frase.',
  what_i_know: 'Lo que puedo decir con seguridad:',
  see_page: 'Más información: {title}',
  no_promise: 'Yo no he cambiado ni enviado nada.',

  action_order: 'Pedido {number} consultado',
  action_orders: 'Sus pedidos consultados',
  action_pages: 'Páginas de la tienda consultadas',
  action_ticket: 'Conversación pasada a un compañero (ticket {ticket})',
  action_issue_refund: 'Reembolsados {amount} del pedido {number}',
  action_cancel_order: 'Pedido {number} cancelado',
  action_change_shipping_address: 'Cambiada la dirección de entrega del pedido {number}',
  rating_thanks: 'Gracias por su opinión.',
}
