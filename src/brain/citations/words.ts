/** Too common to say what a sentence is about, in our five languages. */
const EMPTY_WORDS = new Set(
  (
    'a an the and or but if of in on at to for with from by as is are was were be been am do does did can could will would shall should may might must have has had ' +
    'i you he she it we they my your his her its our their me us them this that these those what which who when where why how not no so than then there here also just any some ' +
    'der die das den dem des ein eine einen einem einer und oder aber wenn von in im an auf zu zum zur für mit aus bei als ist sind war waren sein werden wird kann können haben hat ' +
    'ich sie er es wir mein meine ihr ihre was welche wer wann wo warum wie nicht kein so auch noch man sich ' +
    'le la les un une des du de et ou mais si en à au aux pour avec par sur est sont été être avoir a ai ont je vous il elle nous on mon ma mes votre vos ce cette ces que qui quoi où quand comment ne pas plus ' +
    'el los las una unos y o pero si en a al para con por es son ser estar ha han yo usted él ella su sus mi mis este esta estos que quien cuando dónde cómo no más se lo le del'
  ).split(' ')
)

/**
 * A word cut to what its forms share. Crude on purpose: it compares a sentence with the passage it was made from, and a
 * stemmer per language would cost more than it tells.
 */
const stem = (word: string): string => {
  const plain = word.length > 4 ? word.replace(/(?:ing|ed|es|s|en|er|e|n|t)$/, '') : word
  return plain.slice(0, 7)
}

/** Content words of a text, stemmed. Japanese, which has no spaces, gives pairs of characters. */
export function contentWords(text: string): string[] {
  const words: string[] = []
  for (const run of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    if (/[\u3040-\u30ff\u3400-\u9fff]/.test(run)) {
      for (let index = 0; index + 1 < run.length; index++) words.push(run.slice(index, index + 2))
    } else if (run.length > 1 && !EMPTY_WORDS.has(run)) {
      words.push(stem(run))
    }
  }
  return words
}
