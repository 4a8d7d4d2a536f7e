import type { PhraseTable } from './keys.ts'

export const fr: PhraseTable = {
  status_received: 'Message reçu…',
  status_queued: 'Votre message est le prochain…',
  status_planning: 'Je cherche à comprendre votre demande…',
  status_searching: 'Je cherche dans les pages de la boutique…',
  status_looking_up_order: 'Je consulte la commande {number}…',
  status_listing_orders: 'Je consulte vos commandes…',
  status_checking_request: 'Je vérifie ce qui est possible pour la commande {number}…',
  status_calling_person: 'J’appelle un collègue…',
  status_writing: 'J’écris…',

  handed_over: 'J’ai transmis cette conversation à un collègue. La réponse arrivera ici.',
  handed_over_hours:
    'J’ai transmis cette conversation à un collègue. Notre équipe répond {hours} ; la réponse arrivera ici dès que possible.',
  already_waiting: 'Un collègue est déjà prévenu. Il pourra lire ici tout ce que vous écrivez maintenant.',
  still_waiting:
    'Personne n’était libre jusqu’ici. Je viens de relancer l’équipe ; cette conversation reste chez elle.',
  still_waiting_last:
    'Je suis désolé que personne n’ait encore répondu. J’ai relancé l’équipe une fois de plus et votre demande reste ouverte. Vous pouvez aussi écrire directement à la boutique.',
  person_has_it: 'Un collègue a repris cette conversation et vous répondra ici.',
  released: 'L’assistant est de retour. Comment puis-je vous aider ?',

  order_refused:
    'Je ne trouve pas de commande avec ce numéro que je puisse vous montrer. Vérifiez le numéro et connectez-vous avec le compte utilisé pour commander.',
  orders_sign_in: 'Pour voir vos commandes, connectez-vous d’abord à votre compte.',
  shop_unreachable:
    'Le système de commandes de la boutique ne répond pas pour le moment. Réessayez dans quelques minutes.',
  pages_unreachable:
    'Je ne peux pas consulter les pages de la boutique pour le moment. Réessayez dans quelques minutes.',
  tool_busy: 'Cela fait trop de recherches à la fois. Attendez un instant et redemandez-moi.',
  person_unreachable: 'Je n’ai pas pu joindre de collègue. Réessayez dans quelques minutes.',

  too_long: 'Ce message est trop long pour moi. Restez sous {max} caractères, s’il vous plaît.',
  empty_message: 'Ce message était vide. Comment puis-je vous aider ?',
  rate_limited: 'Vous écrivez plus vite que je ne peux répondre. Attendez {seconds} secondes, puis réessayez.',
  queue_full: 'Je réponds encore à vos messages précédents. Merci de patienter.',
  file_type: 'J’accepte les photos (JPEG, PNG, WebP) et les fichiers PDF.',
  file_too_large: 'Ce fichier est trop volumineux. Merci de rester sous 5 Mo.',
  too_many_files:
    'Une conversation peut contenir {max} fichiers. Une personne pourra vous en demander d’autres par e-mail.',
  interrupted: 'Désolé, j’ai été interrompu. Posez-moi la question à nouveau.',
  restarted: 'Désolé, j’ai été interrompu. Je recommence ma réponse.',
  stopped: 'Arrêté.',
  broken: 'Un problème est survenu de notre côté. Réessayez, ou demandez à parler à une personne.',

  dont_know: 'Je ne sais pas. Je n’ai rien trouvé à ce sujet dans les pages de la boutique.',
  offer_person: 'Voulez-vous parler à une personne ?',
  greeting_named:
    'Bonjour {name} ! Je peux vous aider pour vos commandes, les retours, la livraison et les produits. Que souhaitez-vous savoir ?',
  greeting:
    'Bonjour ! Je peux vous aider pour vos commandes, retours, livraisons et produits. Que voulez-vous savoir ?',
  anything_else: 'Je vous en prie. Puis-je vous aider pour autre chose ?',
  which_order: 'De quelle commande s’agit-il ? Indiquez-moi le numéro qui figure dans l’e-mail de confirmation.',
  which_address:
    'Où faut-il envoyer la commande {number} ? Écrivez la nouvelle adresse en un seul message, séparée par des virgules : numéro et rue, code postal et ville, et le pays s’il change.',
  which_email:
    'Avant cela, je dois m’assurer que la commande est bien la vôtre. Avec quelle adresse e-mail a-t-elle été passée ? Le code part à l’adresse de la commande.',
  what_about: 'Que voulez-vous savoir à ce sujet ?',
  rephrase: 'Je ne suis pas sûr d’avoir compris. Pouvez-vous le dire autrement ?',
  sign_in_or_number:
    'Connectez-vous à la boutique pour que je puisse voir vos commandes, ou indiquez-moi le numéro qui figure dans l’e-mail de confirmation.',
  sorry_to_hear: 'J’en suis désolé.',

  consent_ask: 'Vérifiez la carte ci-dessous. Rien ne se passe avant que vous la confirmiez.',
  consent_ask_approval:
    'Vérifiez la carte ci-dessous. Rien ne se passe avant que vous la confirmiez, puis un collègue doit encore donner son accord.',
  policy_auto: 'Selon les règles de la boutique, {amount} de cette commande peuvent être remboursés.',
  policy_needs_approval:
    'Selon les règles de la boutique, {amount} de cette commande peuvent être remboursés avec l’accord d’un collègue.',
  code_ask:
    'Saisissez le code dans la carte ci-dessous, pas dans la conversation. Si aucun e-mail n’arrive, vérifiez le numéro et l’adresse et redonnez-les-moi.',
  code_wrong: 'Ce n’est pas le code. Essais restants : {left}.',
  code_locked:
    'Ce n’était pas le code, et il ne reste plus d’essai. Attendez un moment avant d’en demander un autre, ou demandez à parler à une personne.',
  code_right: 'Merci. Je sais maintenant que la commande {number} est la vôtre.',
  write_pending:
    'Merci. Un collègue doit d’abord donner son accord. Vous apprendrez sa décision ici et par e-mail ; nous pouvons continuer entre-temps.',
  write_in_doubt:
    'Je n’ai pas encore pu savoir si cela a abouti. Nous vérifions, et vous saurez ici ce qu’il en est. Inutile de le redemander.',
  write_declined: 'Très bien, je laisse tout en l’état. Rien n’a été modifié.',
  write_not_understood: 'Je n’ai pas compris exactement ce qu’il faut faire. Pouvez-vous le dire autrement ?',
  write_cannot_be_done_here:
    'Je ne peux pas le faire moi-même pour cette commande. Un collègue peut l’examiner avec vous.',
  write_nothing_left: 'Il ne reste rien à rembourser sur cette commande.',
  write_too_late:
    'Le délai pendant lequel je peux rembourser cette commande est passé. Un collègue peut l’examiner avec vous.',
  write_already_shipped:
    'Cette commande est déjà expédiée, je ne peux plus la modifier. Un collègue peut prendre le relais.',
  write_bad_amount:
    'Ce montant ne convient pas à la commande. Écrivez-le avec un point, par exemple 12.50, sans dépasser ce qui reste de la commande.',
  write_item_excluded:
    'Un article de cette commande ne peut pas être repris d’office. Un collègue peut l’examiner avec vous.',
  write_nothing_changed: 'C’est déjà ce qui figure sur la commande : il n’y a rien à changer.',
  write_card_not_open: 'Cette carte n’est plus valable. Redemandez-moi, et j’en ferai une nouvelle.',
  write_order_changed: 'La commande a changé depuis que j’ai fait cette carte, je n’ai donc rien fait. Redemandez-moi.',
  write_busy: 'Il y a eu trop de demandes de ce genre. Attendez un moment, puis réessayez.',
  write_shop_not_answering:
    'Le système de commandes de la boutique ne répond pas, rien n’a donc été modifié. Réessayez dans quelques minutes.',

  order_is: 'Commande {number} : {status}.',
  order_items: 'Articles : {items}.',
  order_total: 'Total : {total}.',
  order_refunded: 'Remboursé jusqu’ici : {amount}.',
  order_updated: 'Dernière mise à jour : {date}.',
  order_tracking: 'Suivi : {carrier} {number}.',
  order_tracking_plain: 'Numéro de suivi : {number}.',
  order_no_tracking: 'Il n’y a pas encore de numéro de suivi.',
  order_moved: 'Du nouveau pour la commande {number} : {status}.',
  orders_intro: 'Vos dernières commandes :',
  orders_line: 'Commande {number} : {status}, {total}, dernière mise à jour {date}',
  orders_more: 'Il y a aussi des commandes plus anciennes ; donnez-moi un numéro pour en consulter une.',
  orders_none: 'Je ne vois aucune commande sur votre compte.',

  order_status_pending: 'en attente de paiement',
  order_status_processing: 'en préparation',
  'order_status_on-hold': 'en attente',
  order_status_completed: 'terminée',
  order_status_cancelled: 'annulée',
  order_status_refunded: 'remboursée',
  order_status_failed: 'non payée : le paiement a échoué',
  'order_status_checkout-draft': 'pas encore passée',

  source_language: 'La page d’où cela provient est en {language}.',
  unsure_mark: '(Je n’en suis pas certain.)',
  cut_off: '… Je ne peux pas confirmer la suite de cette phrase.',
  what_i_know: 'Ce que je peux dire avec certitude :',
  see_page: 'En savoir plus : {title}',
  no_promise: 'Je n’ai moi-même rien modifié ni rien envoyé.',

  action_order: 'Commande {number} consultée',
  action_orders: 'Vos commandes consultées',
  action_pages: 'Pages de la boutique consultées',
  action_ticket: 'Conversation transmise à un collègue (ticket {ticket})',
  action_issue_refund: '{amount} remboursés pour la commande {number}',
  action_cancel_order: 'Commande {number} annulée',
  action_change_shipping_address: 'Adresse de livraison de la commande {number} modifiée',
  rating_thanks: 'Merci pour votre avis.',
}
