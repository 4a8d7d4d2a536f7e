/** Whole messages that ask for nothing. Anything more than these words is read for what it asks. */
const TAIL = `( (there|team|all|everyone|guys|sir|madam|ma'?am|again|bot|assistant|you|zusammen|tout le monde|a todos|amigos?))?[\\s.!,~:)😊🙂👋🙏❤️👍]*`
const GREETINGS = [
  "hi+|hey+|hello+|hallo+|hiya|howdy|yo|heya|greetings|good (morning|afternoon|evening|day)|morning|evening|sup|what'?s up|how are you( doing)?( today)?",
  'guten? (tag|morgen|abend)|moin( moin)?|servus|gruss gott|gruezi|na|hallochen',
  'bonjour|bonsoir|salut|coucou',
  'hola|buenos dias|buenas( tardes| noches)?|buen dia|que tal',
  'ciao|buongiorno|buonasera|salve|ola|bom dia|boa (tarde|noite)|hoi|goede(morgen|middag|navond)|goedendag|hej|hejsan|god (morgon|dag|kvall)|czesc|dzien dobry|merhaba|selam|namaste|namaskar',
  'こんにちは|こんにちわ|こんばんは|おはよう(ございます)?|はじめまして|もしもし|你好|您好|哈喽|안녕(하세요|하십니까)?|привет|здравствуйте|добрый день|مرحبا|السلام عليكم|नमस्ते',
].join('|')
const THANKS = [
  "((ok(ay)?|great|perfect|cool|nice|awesome|alright|got it|good|no)[ ,.!]*){0,3}(many )?(thanks?|thank you|thank u|thx|tnx|ty|cheers)( (so|very) much| a lot| again| for (your|the) help| for that)?([ ,.!]*that('?s| is) (great|perfect|good|helpful|all|lovely|kind))?",
  "ok(ay)?|k|great|perfect|cool|awesome|alright|all right|got it|understood|that('?s| is) (all|it)( for now| i need(ed)?( for now)?)?|that will be all|nothing( else)?|no|nope|no more|bye+|good ?bye|see you|have a (nice|good|great) (day|one|evening)|you too|that (helps|helped)|solved|lol|haha",
  '(ok )?(vielen |herzlichen |tausend )?dank(e)?( ?schon| sehr| dir| ihnen| fur (die|deine|ihre) hilfe)?|alles klar|super|prima|passt|tschuss|auf wiedersehen|nein( danke)?|ja danke',
  "(ok |non )?merci( beaucoup| bien| pour votre aide)?|parfait|d'accord|super|au revoir|non|c'est tout",
  '(ok |no )?(muchas |mil )?gracias( por (todo|la ayuda|su ayuda))?|vale|perfecto|adios|hasta luego|eso es todo|de acuerdo',
  'grazie( mille)?|obrigad[oa]|dank (je|u)( wel)?|bedankt|tack( sa mycket)?|dziekuje|tesekkur(ler)?( ederim)?|sagol|dhanyavaad|shukriya',
  '(どうも)?ありがとう(ございます|ございました)?|了解(です|しました)?|わかりました|大丈夫です|結構です|はい|いいえ|谢谢(你|您)?|多谢|好的|감사합니다|고마워요?|спасибо( большое)?|شكرا|धन्यवाद',
].join('|')
/** Whole messages that only agree. What to is in what was asked. */
const YES =
  "y|yes+|yeah|yep|yup|sure|ok(ay)?|of course|please( do)?|(yes|yeah|sure|ok)[ ,]+(please|pls|thanks|i would( like that)?)|yes i would|gerne?|ja( bitte| gerne?)?|oui( merci| s'il (vous|te) plait)?|volontiers|si( por favor| gracias)?|claro|はい(お願いします)?|お願いします"
const HELP = [
  '(please |pls |can you |could you |i need |need |i want |want |i would like |hello |hi |hey )*(some |your )?(help|assist|assistance)( me)?( please| pls)?( with something)?',
  "(hi |hello |hey )?(i have|i'?ve got|got|have) (a|one|some|another) (question|questions|query|problem|issue|doubt)|(quick )?question|problem|issue|query",
  '(ich (brauche|benotige) )?hilfe|(ich habe )?(eine )?frage|konnen sie mir helfen|kannst du mir helfen',
  "(j'ai )?(besoin d')?aide( moi)?|(j'ai )?une question|pouvez[- ]vous m'aider|aidez[- ]moi",
  '(necesito )?ayuda|(tengo )?una (pregunta|consulta|duda)|(me )?puede(s|n)? ayudar(me)?',
  '助けて(ください)?|質問(があります|です)?|聞きたいことがあります|教えてください|帮助|我有个?问题|도와주세요',
].join('|')

const whole = (body: string): RegExp => new RegExp(`^(${body})${TAIL}[?？。！!]*$`, 'u')
const GREETING = whole(GREETINGS)
const THANK = whole(THANKS)
const VAGUE = whole(HELP)
const AGREES = whole(YES)
/** Agreeing to nothing in particular. "Ok" ends a talk more often than it begins one, and is read as thanks. */
const BARE_YES = whole('y|yes+|yeah|yep|yup|sure|ja|oui|si')
const EMOJI_ONLY = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f\s!.]+$/u
// "Hi, thanks" and "hello! good morning": small talk twice is still small talk.
const BREAK = /[,.!;。、！\n]+\s*/u

export type SmallTalk = 'greeting' | 'thanks' | 'vague' | null

const kindOf = (part: string): SmallTalk =>
  GREETING.test(part)
    ? 'greeting'
    : VAGUE.test(part)
      ? 'vague'
      : THANK.test(part) || EMOJI_ONLY.test(part)
        ? 'thanks'
        : null

/** `vague` wants help and does not say with what. Folded text in; long messages are never small talk. */
export const agrees = (folded: string): boolean => AGREES.test(folded.trim())
export const onlySaysYes = (folded: string): boolean => BARE_YES.test(folded.trim())

export function readSmallTalk(folded: string): SmallTalk {
  const text = folded.trim().replace(/^[¡¿\s]+/, '')
  if (text === '' || text.length > 80) return null
  const direct = kindOf(text)
  if (direct) return direct
  const kinds = text
    .split(BREAK)
    .filter((part) => part.trim() !== '')
    .map((part) => kindOf(part.trim()))
  if (kinds.length === 0 || kinds.includes(null)) return null
  return kinds.includes('vague') ? 'vague' : kinds.includes('thanks') ? 'thanks' : 'greeting'
}
