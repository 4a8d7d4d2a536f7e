/** The launcher's own words: its name, and what to say when the panel cannot load. */
export const WORDS: Record<string, readonly [chat: string, failed: string]> = {
  en: ['Chat with us', 'The chat cannot load right now. You can reach us:'],
  de: ['Mit uns chatten', 'Der Chat lädt gerade nicht. So erreichen Sie uns:'],
  fr: ['Discuter avec nous', 'Le chat est indisponible. Pour nous joindre :'],
  es: ['Chatee con nosotros', 'El chat no está disponible. Puede contactarnos:'],
  ja: ['チャットで相談', 'チャットを読み込めません。こちらへどうぞ:'],
  ar: ['تحدث معنا', 'تعذر تحميل المحادثة الآن. يمكنك الوصول إلينا:'],
}

/** The first of these tags whose language we speak; English otherwise. */
export function pickLanguage(tags: readonly (string | undefined)[]): { tag: string; language: string } {
  for (const tag of tags) {
    const language = tag?.slice(0, 2).toLowerCase() ?? ''
    // A third letter would be another language: `des` is not German.
    if (Object.hasOwn(WORDS, language) && !/^[a-z]{3}/i.test(tag!)) return { tag: tag!, language }
  }
  return { tag: 'en', language: 'en' }
}
