import type { PhraseTable } from './keys.ts'

export const de: PhraseTable = {
  status_received: 'Nachricht erhalten…',
  status_queued: 'Ihre Nachricht ist als Nächstes dran…',
  status_planning: 'Ich überlege, was Sie brauchen…',
  status_searching: 'Ich durchsuche die Seiten des Shops…',
  status_looking_up_order: 'Ich sehe Bestellung {number} nach…',
  status_listing_orders: 'Ich sehe Ihre Bestellungen nach…',
  status_checking_request: 'Ich prüfe, was bei Bestellung {number} möglich ist…',
  status_calling_person: 'Ich rufe eine Kollegin oder einen Kollegen…',
  status_writing: 'Ich schreibe…',

  handed_over: 'Ich habe dieses Gespräch an unser Team übergeben. Die Antwort kommt hier.',
  handed_over_hours:
    'Ich habe dieses Gespräch an unser Team übergeben. Wir sind erreichbar: {hours}. Die Antwort kommt hier, sobald es geht.',
  already_waiting: 'Unser Team ist schon verständigt. Alles, was Sie jetzt schreiben, kann es hier lesen.',
  still_waiting: 'Bisher war niemand frei. Ich habe das Team gerade erinnert; dieses Gespräch bleibt bei ihm.',
  still_waiting_last:
    'Es tut mir leid, dass noch niemand geantwortet hat. Ich habe das Team noch einmal erinnert, und Ihre Anfrage bleibt offen. Sie können dem Shop auch direkt schreiben.',
  person_has_it: 'Eine Person aus unserem Team hat dieses Gespräch übernommen und antwortet Ihnen hier.',
  released: 'Der Assistent ist zurück. Wie kann ich helfen?',

  order_refused:
    'Ich finde keine Bestellung mit dieser Nummer, die ich Ihnen zeigen darf. Bitte prüfen Sie die Nummer und melden Sie sich mit dem Konto an, mit dem Sie bestellt haben.',
  orders_sign_in: 'Um Ihre Bestellungen zu sehen, melden Sie sich bitte zuerst im Shop an.',
  shop_unreachable:
    'Das Bestellsystem des Shops antwortet gerade nicht. Bitte versuchen Sie es in ein paar Minuten wieder.',
  pages_unreachable:
    'Ich kann die Seiten des Shops gerade nicht durchsuchen. Bitte versuchen Sie es in ein paar Minuten wieder.',
  tool_busy: 'Das sind zu viele Abfragen auf einmal. Bitte warten Sie einen Moment und fragen Sie noch einmal.',
  person_unreachable:
    'Ich konnte unser Team gerade nicht erreichen. Bitte versuchen Sie es in ein paar Minuten wieder.',

  too_long: 'Diese Nachricht ist zu lang für mich. Bitte bleiben Sie unter {max} Zeichen.',
  empty_message: 'Diese Nachricht war leer. Womit kann ich helfen?',
  rate_limited: 'Sie schreiben schneller, als ich antworten kann. Bitte warten Sie {seconds} Sekunden.',
  queue_full: 'Ich beantworte noch Ihre früheren Nachrichten. Bitte warten Sie diese erst ab.',
  file_type: 'Ich nehme Fotos (JPEG, PNG, WebP) und PDF-Dateien an.',
  file_too_large: 'Diese Datei ist zu groß für mich. Bitte bleiben Sie unter 5 MB.',
  too_many_files: 'Ein Gespräch fasst {max} Dateien. Weitere kann ein Mensch per E-Mail bei Ihnen erbitten.',
  interrupted: 'Entschuldigung, ich wurde beim Antworten unterbrochen. Bitte fragen Sie noch einmal.',
  restarted: 'Entschuldigung, ich wurde unterbrochen. Ich beginne die Antwort noch einmal.',
  stopped: 'Angehalten.',
  broken: 'Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal oder fragen Sie nach einer Person.',

  dont_know: 'Das weiß ich nicht. Auf den Seiten des Shops habe ich dazu nichts gefunden.',
  offer_person: 'Möchten Sie mit einer Person sprechen?',
  greeting_named:
    'Guten Tag {name}! Ich helfe bei Ihren Bestellungen, Rückgaben, Lieferung und Produkten. Was möchten Sie wissen?',
  greeting: 'Guten Tag! Ich helfe bei Bestellungen, Rückgaben, Lieferung und Produkten. Was möchten Sie wissen?',
  anything_else: 'Gern geschehen. Kann ich sonst noch helfen?',
  which_order: 'Um welche Bestellung geht es? Bitte nennen Sie mir die Bestellnummer aus Ihrer Bestätigungs-E-Mail.',
  which_address:
    'Wohin soll Bestellung {number} gehen? Bitte schreiben Sie die neue Adresse in einer Nachricht, durch Kommas getrennt: Straße und Hausnummer, Postleitzahl und Ort, und das Land, falls es ein anderes ist.',
  which_email:
    'Vorher muss ich sichergehen, dass die Bestellung Ihnen gehört. Mit welcher E-Mail-Adresse wurde sie aufgegeben? Der Code geht an die Adresse der Bestellung.',
  what_about: 'Was möchten Sie dazu wissen?',
  rephrase: 'Ich bin nicht sicher, ob ich das verstanden habe. Können Sie es anders sagen?',
  sign_in_or_number:
    'Bitte melden Sie sich im Shop an, damit ich Ihre Bestellungen sehen kann, oder nennen Sie mir die Bestellnummer aus Ihrer Bestätigungs-E-Mail.',
  sorry_to_hear: 'Das tut mir leid.',

  consent_ask: 'Bitte prüfen Sie die Karte unten. Es passiert nichts, bevor Sie sie bestätigen.',
  consent_ask_approval:
    'Bitte prüfen Sie die Karte unten. Es passiert nichts, bevor Sie sie bestätigen, und danach muss noch jemand aus dem Team zustimmen.',
  policy_auto: 'Nach den Regeln des Shops können von dieser Bestellung {amount} erstattet werden.',
  policy_needs_approval:
    'Nach den Regeln des Shops können von dieser Bestellung {amount} erstattet werden, wenn jemand aus dem Team zustimmt.',
  code_ask:
    'Bitte geben Sie den Code in die Karte unten ein, nicht in den Chat. Kommt keine E-Mail an, prüfen Sie Bestellnummer und Adresse und nennen Sie mir beides noch einmal.',
  code_wrong: 'Das ist nicht der Code. Verbleibende Versuche: {left}.',
  code_locked:
    'Das war nicht der Code, und es sind keine Versuche mehr übrig. Bitte warten Sie eine Weile, bevor Sie einen neuen anfordern, oder fragen Sie nach einer Person.',
  code_right: 'Danke. Ich weiß jetzt, dass Bestellung {number} Ihnen gehört.',
  write_pending:
    'Danke. Jemand aus dem Team muss das zuerst freigeben. Die Entscheidung erfahren Sie hier und per E-Mail; wir können inzwischen weitermachen.',
  write_in_doubt:
    'Ich konnte noch nicht feststellen, ob das geklappt hat. Es wird geprüft, und Sie erfahren hier, was daraus wurde. Sie brauchen es nicht noch einmal anzufordern.',
  write_declined: 'Gut, ich lasse es, wie es ist. Es wurde nichts geändert.',
  write_not_understood: 'Ich konnte nicht genau erkennen, was geschehen soll. Können Sie es anders sagen?',
  write_cannot_be_done_here:
    'Das kann ich bei dieser Bestellung nicht selbst tun. Unser Team kann es sich mit Ihnen ansehen.',
  write_nothing_left: 'Bei dieser Bestellung ist nichts mehr zu erstatten.',
  write_too_late:
    'Die Frist, in der ich diese Bestellung erstatten kann, ist vorbei. Unser Team kann es sich mit Ihnen ansehen.',
  write_already_shipped:
    'Diese Bestellung ist schon unterwegs, deshalb kann ich sie nicht mehr ändern. Unser Team hilft Ihnen weiter.',
  write_bad_amount:
    'Dieser Betrag passt nicht zur Bestellung. Bitte schreiben Sie ihn mit Punkt, etwa 12.50, und nicht höher als der Rest der Bestellung.',
  write_item_excluded:
    'Etwas in dieser Bestellung kann nicht ohne Weiteres zurückgenommen werden. Unser Team kann es sich mit Ihnen ansehen.',
  write_nothing_changed: 'So steht es schon in der Bestellung, es gibt nichts zu ändern.',
  write_card_not_open:
    'Diese Karte ist nicht mehr gültig. Bitte fragen Sie mich noch einmal, dann mache ich eine neue.',
  write_order_changed:
    'Die Bestellung hat sich geändert, seit ich diese Karte gemacht habe; ich habe deshalb nichts getan. Bitte fragen Sie mich noch einmal.',
  write_busy: 'Das waren zu viele Anfragen dieser Art. Bitte warten Sie eine Weile und versuchen Sie es dann wieder.',
  write_shop_not_answering:
    'Das Bestellsystem des Shops antwortet nicht, es wurde also nichts geändert. Bitte versuchen Sie es in ein paar Minuten wieder.',

  order_is: 'Bestellung {number} ist {status}.',
  order_items: 'Artikel: {items}.',
  order_total: 'Gesamtbetrag: {total}.',
  order_refunded: 'Bisher erstattet: {amount}.',
  order_updated: 'Letzte Änderung: {date}.',
  order_tracking: 'Sendungsverfolgung: {carrier} {number}.',
  order_tracking_plain: 'Sendungsnummer: {number}.',
  order_no_tracking: 'Es gibt noch keine Sendungsnummer.',
  order_moved: 'Neues zu Bestellung {number}: Sie ist jetzt {status}.',
  orders_intro: 'Ihre letzten Bestellungen:',
  orders_line: 'Bestellung {number}: {status}, {total}, letzte Änderung {date}',
  orders_more: 'Es gibt auch ältere Bestellungen; nennen Sie mir eine Nummer, dann sehe ich nach.',
  orders_none: 'In Ihrem Konto sehe ich keine Bestellungen.',

  order_status_pending: 'noch nicht bezahlt',
  order_status_processing: 'in Bearbeitung',
  'order_status_on-hold': 'zurückgestellt',
  order_status_completed: 'abgeschlossen',
  order_status_cancelled: 'storniert',
  order_status_refunded: 'erstattet',
  order_status_failed: 'nicht bezahlt: die Zahlung ist fehlgeschlagen',
  'order_status_checkout-draft': 'noch nicht aufgegeben',

  source_language: 'Die Seite, von der das stammt, ist auf {language}.',
  unsure_mark: '(Da bin ich nicht sicher.)',
  cut_off: '… Den Rest dieses Satzes kann ich nicht bestätigen.',
  what_i_know: 'Was ich sicher sagen kann:',
  see_page: 'Mehr dazu: {title}',
  no_promise: 'Ich selbst habe nichts geändert und nichts verschickt.',

  action_order: 'Bestellung {number} nachgesehen',
  action_orders: 'Ihre Bestellungen nachgesehen',
  action_pages: 'Seiten des Shops durchsucht',
  action_ticket: 'Gespräch an unser Team übergeben (Ticket {ticket})',
  action_issue_refund: '{amount} für Bestellung {number} erstattet',
  action_cancel_order: 'Bestellung {number} storniert',
  action_change_shipping_address: 'Lieferadresse von Bestellung {number} geändert',
  rating_thanks: 'Danke für Ihre Rückmeldung.',
}
