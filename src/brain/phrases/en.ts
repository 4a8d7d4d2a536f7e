import type { PhraseTable } from './keys.ts'

export const en: PhraseTable = {
  status_received: 'Got your message…',
  status_queued: 'Your message is next in line…',
  status_planning: 'Working out what you need…',
  status_searching: 'Searching the shop’s pages…',
  status_looking_up_order: 'Looking up order {number}…',
  status_listing_orders: 'Looking up your orders…',
  status_checking_request: 'Checking what I can do with order {number}…',
  status_calling_person: 'Calling a colleague…',
  status_writing: 'Writing…',

  handed_over: 'I have passed this conversation to a colleague. They will answer here.',
  handed_over_hours:
    'I have passed this conversation to a colleague. Our team answers {hours}; they will reply here as soon as they can.',
  already_waiting: 'A colleague has been asked to join. Anything you write now will be there for them to read.',
  still_waiting: 'Nobody has been free so far. I have just reminded the team; this conversation stays with them.',
  still_waiting_last:
    'I am sorry that nobody has answered yet. I have reminded the team once more and your request stays open. You can also write to the shop directly.',
  person_has_it: 'A colleague has this conversation now and will answer you here.',
  released: 'The assistant is back in this conversation. How can I help?',

  order_refused:
    'I could not find an order with that number that I may show you. Please check the number, and sign in with the account you ordered with.',
  orders_sign_in: 'To see your orders, please sign in to your account with the shop first.',
  shop_unreachable: 'The shop’s order system is not answering at the moment. Please try again in a few minutes.',
  pages_unreachable: 'I cannot search the shop’s pages at the moment. Please try again in a few minutes.',
  tool_busy: 'That is more look-ups than I can do at once. Please wait a moment and ask again.',
  person_unreachable: 'I could not reach a colleague just now. Please try again in a few minutes.',

  too_long: 'That message is too long for me. Please keep it under {max} characters.',
  empty_message: 'That message was empty. What can I help you with?',
  rate_limited: 'You are writing faster than I can answer. Please wait {seconds} seconds and try again.',
  queue_full: 'I am still answering your earlier messages. Please wait for those first.',
  file_type: 'I can take photos (JPEG, PNG, WebP) and PDF files.',
  file_too_large: 'That file is too large for me. Please keep it under 5 MB.',
  too_many_files: 'A conversation can hold {max} files. A person can ask you for more by mail.',
  interrupted: 'Sorry, I was interrupted while answering. Please ask me again.',
  restarted: 'Sorry, I was interrupted. Let me start that answer again.',
  stopped: 'Stopped.',
  broken: 'Something went wrong on our side. Please try again, or ask for a person.',

  dont_know: 'I don’t know. I found nothing about that on the shop’s pages.',
  offer_person: 'Would you like to talk to a person?',
  greeting_named:
    'Hello {name}! I can help with your orders, returns, delivery and products. What would you like to know?',
  greeting: 'Hello! I can help with orders, returns, delivery and products. What would you like to know?',
  anything_else: 'You’re welcome. Is there anything else I can help with?',
  which_order: 'Which order is it about? Please tell me the order number from your confirmation e-mail.',
  which_address:
    'Where should order {number} go? Please write the new address in one message, with commas: street and number, postcode, city, and the country if it is another one.',
  which_email:
    'Before I can do that, I have to make sure that the order is yours. Which e-mail address was it placed with? I will have a code sent to the order’s own address.',
  what_about: 'What would you like to know about it?',
  rephrase: 'I am not sure I understood. Could you say it in other words?',
  sign_in_or_number:
    'Please sign in to the shop so that I can see your orders, or tell me the order number from your confirmation e-mail.',
  sorry_to_hear: 'I am sorry about that.',

  consent_ask: 'Please check the card below. Nothing happens until you confirm it.',
  consent_ask_approval:
    'Please check the card below. Nothing happens until you confirm it, and then a colleague has to approve it first.',
  policy_auto: 'By the shop’s rules, {amount} of this order can be refunded.',
  policy_needs_approval: 'By the shop’s rules, {amount} of this order can be refunded if a colleague approves it.',
  code_ask:
    'Please type the code into the card below, not into the chat. If no e-mail comes, check the order number and the address and tell me them again.',
  code_wrong: 'That is not the code. Tries left: {left}.',
  code_locked:
    'That was not the code, and there are no tries left. Please wait a while before you ask for a new one, or ask for a person.',
  code_right: 'Thank you. I now know that order {number} is yours.',
  write_pending:
    'Thank you. A colleague has to approve this first. You will hear here and by e-mail what was decided; we can go on meanwhile.',
  write_in_doubt:
    'I could not find out yet whether that went through. It is being looked into, and you will hear here what became of it. There is no need to ask for it again.',
  write_declined: 'All right, I leave it as it is. Nothing has been changed.',
  write_not_understood: 'I could not make out exactly what should be done. Could you say it in other words?',
  write_cannot_be_done_here: 'I cannot do this for that order myself. A colleague can look at it with you.',
  write_nothing_left: 'There is nothing left on that order to pay back.',
  write_too_late: 'The time in which I can refund that order is over. A colleague can look at it with you.',
  write_already_shipped:
    'That order has been sent already, so I cannot change it any more. A colleague can help you from here.',
  write_bad_amount:
    'That amount does not fit the order. Please write it with a point, such as 12.50, and not above what is left of the order.',
  write_item_excluded: 'Something in that order cannot be given back by itself. A colleague can look at it with you.',
  write_nothing_changed: 'That is what the order says already, so there is nothing to change.',
  write_card_not_open: 'This card is no longer valid. Please ask me again, and I will make a new one.',
  write_order_changed: 'The order has changed since I made that card, so I have done nothing. Please ask me again.',
  write_busy: 'There have been too many requests of this kind. Please wait a while and try again.',
  write_shop_not_answering:
    'The shop’s order system is not answering, so nothing has been changed. Please try again in a few minutes.',

  order_is: 'Order {number} is {status}.',
  order_items: 'Items: {items}.',
  order_total: 'Total: {total}.',
  order_refunded: 'Refunded so far: {amount}.',
  order_updated: 'Last update: {date}.',
  order_tracking: 'Tracking: {carrier} {number}.',
  order_tracking_plain: 'Tracking number: {number}.',
  order_no_tracking: 'There is no tracking number yet.',
  order_moved: 'News about order {number}: it is now {status}.',
  orders_intro: 'Your latest orders:',
  orders_line: 'Order {number}: {status}, {total}, last update {date}',
  orders_more: 'There are older orders too; tell me a number to look one up.',
  orders_none: 'I see no orders on your account.',

  order_status_pending: 'waiting for payment',
  order_status_processing: 'being prepared',
  'order_status_on-hold': 'on hold',
  order_status_completed: 'completed',
  order_status_cancelled: 'cancelled',
  order_status_refunded: 'refunded',
  order_status_failed: 'not paid: the payment failed',
  'order_status_checkout-draft': 'not placed yet',

  source_language: 'The page this comes from is in {language}.',
  unsure_mark: '(I am not certain of this.)',
  cut_off: '… I cannot confirm the rest of that sentence.',
  what_i_know: 'What I can say for certain:',
  see_page: 'More on this: {title}',
  no_promise: 'I have not changed anything or sent anything myself.',

  action_order: 'Looked up order {number}',
  action_orders: 'Looked up your orders',
  action_pages: 'Searched the shop’s pages',
  action_ticket: 'Passed the conversation to a colleague (ticket {ticket})',
  action_issue_refund: 'Refunded {amount} for order {number}',
  action_cancel_order: 'Cancelled order {number}',
  action_change_shipping_address: 'Changed the delivery address of order {number}',
  rating_thanks: 'Thank you for telling us.',
}
