import { PHRASE_LANGUAGES, type PhraseLanguage } from './keys.ts'

/**
 * Words that are common in one of our languages and rare in the others. Short lists decide short messages;
 * a message too short to decide keeps the language the session already has.
 */
const WORDS: Readonly<Record<Exclude<PhraseLanguage, 'ja'>, string>> = {
  en: 'the is are where my i you when how what can do does have has not and of to for this that it order please want with hello hi thanks thank was will would return refund delivery shipping cancel did your been got need help there order',
  de: 'der die das ist sind wo wann wie ich mein meine meinen nicht und für mit von zu ein eine einen kann haben habe bitte danke hallo auf bestellung lieferung zurück rückgabe wird sie wir möchte dem den im oder warum guten tag erstattung stornieren kostet versand nach viel lange was gibt',
  fr: 'le la les est où quand comment je ma mon mes pas et pour avec une des du au vous puis peux avez bonjour merci commande livraison retour qui que ce cette suis être dans sur pourquoi remboursement annuler votre mes',
  es: 'el la los las es está dónde donde cuándo cómo yo mi mis no y para con una de del al puedo tiene hola gracias pedido envío devolución que este esta estoy ser en por qué quiero mi cancelar reembolso su dinero',
}

const LANGUAGES_OF = new Map<string, Exclude<PhraseLanguage, 'ja'>[]>()
for (const language of ['en', 'de', 'fr', 'es'] as const) {
  for (const word of new Set(WORDS[language].split(' '))) {
    LANGUAGES_OF.set(word, [...(LANGUAGES_OF.get(word) ?? []), language])
  }
}

/** The language of a text among ours, or null when it does not say clearly. */
export function detectLanguage(text: string): PhraseLanguage | null {
  const sample = text.slice(0, 400)
  if (/[\u3040-\u30ff]/.test(sample)) return 'ja'
  const scores = { en: 0, de: 0, fr: 0, es: 0 }
  for (const word of sample.toLowerCase().match(/\p{L}+/gu) ?? []) {
    const languages = LANGUAGES_OF.get(word)
    // A word two languages share is worth half to each; so is one of two letters, which a sixth language may share.
    const worth = languages && (word.length > 2 ? 1 : 0.5) / languages.length
    if (worth) for (const language of languages) scores[language] += worth
  }
  if (/[äöüß]/i.test(sample)) scores.de += 0.6
  if (/[àâêëèîïôûœç]|\b[cdjlnqs]['’]/i.test(sample)) scores.fr += 0.6
  if (/[¿¡ñáíóú]/i.test(sample)) scores.es += 0.9
  const [best, second] = (Object.entries(scores) as [PhraseLanguage, number][]).sort((a, b) => b[1] - a[1])
  return best![1] >= 1 && best![1] >= second![1] * 1.5 ? best![0] : null
}

/**
 * The locale to answer in: the message's own language when it is clear, else what the session already speaks, else
 * the token's, else English. The token's region is kept when the languages agree (`en-GB` stays `en-GB`).
 */
export function pickLocale(claimsLocale: string | undefined, messageText: string, sessionLocale?: string): string {
  const claimed = tidyLocale(claimsLocale)
  const kept = tidyLocale(sessionLocale) ?? claimed ?? 'en'
  const detected = detectLanguage(messageText)
  if (detected === null || kept.slice(0, 2) === detected) return kept
  // A claim in a language we cannot detect (Dutch, say) loses only to a clear message in one of ours.
  return claimed?.slice(0, 2) === detected ? claimed : detected
}

/** `en_GB` → `en-GB`; null when Intl would refuse it. */
function tidyLocale(locale: string | undefined): string | null {
  if (!locale) return null
  try {
    return Intl.getCanonicalLocales(locale.replaceAll('_', '-'))[0] ?? null
  } catch {
    // Not a locale: as if it had not been said.
    return null
  }
}

export const isPhraseLanguage = (language: string): language is PhraseLanguage =>
  PHRASE_LANGUAGES.some((each) => each === language)
