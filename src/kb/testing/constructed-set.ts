/**
 * Pages and questions made so that each search alone must miss some: half are asked in other words than the page's,
 * which only meaning finds; half by a code, which the fake vectors do not see.
 */
export const MEANINGS = [
  ['sofa', 'couch'],
  ['washed', 'laundered'],
  ['parcel', 'carton'],
  ['recycled', 'ecological'],
  ['handwritten', 'personal'],
  ['greeting', 'scribble'],
  ['showroom', 'visitors'],
  ['opens', 'welcomed'],
]

export const CONSTRUCTED_PAGES: Record<string, { title: string; text: string }> = {
  '/linen': { title: 'Linen range', text: 'The three seat sofa wears a fabric that can be washed at thirty degrees.' },
  '/packing': { title: 'How we pack', text: 'Every parcel leaves us in recycled paper and nothing else.' },
  '/notes': { title: 'Little notes', text: 'We add a handwritten greeting to anything you give away.' },
  '/house': { title: 'Our house', text: 'The showroom opens at nine on weekdays.' },
  '/e14': { title: 'Fault E14', text: 'E14 shows when the pump is blocked.' },
  '/e17': { title: 'Fault E17', text: 'E17 shows when the lid stands open.' },
  '/e21': { title: 'Fault E21', text: 'E21 shows when the tank is empty.' },
  '/e29': { title: 'Fault E29', text: 'E29 shows when the heater is too hot.' },
}

export const CONSTRUCTED_QUESTIONS: { asked: string; answer: string }[] = [
  { asked: 'may the couch be laundered', answer: 'Linen range' },
  { asked: 'is the carton ecological', answer: 'How we pack' },
  { asked: 'a personal scribble', answer: 'Little notes' },
  { asked: 'are visitors welcomed', answer: 'Our house' },
  { asked: 'E14', answer: 'Fault E14' },
  { asked: 'E17', answer: 'Fault E17' },
  { asked: 'E21', answer: 'Fault E21' },
  { asked: 'E29', answer: 'Fault E29' },
]
