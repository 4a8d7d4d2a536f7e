import type { PlantedPage } from '../world/plant.ts'
import { prose } from './blocks.ts'
import { html } from './html.ts'
import type { Page } from './page.ts'

/** A planted page as the shop would show it: the words escaped, as any shop's own theme does. */
export const plantedPage = ({ slug, section, title, text, review }: PlantedPage): Page => ({
  path: `/${section}/${slug}`,
  title,
  description: title,
  section: section === 'product' ? 'shop' : 'help',
  changedDaysAgo: 1,
  body: prose(
    title,
    '',
    html`<p>${text}</p>
      ${
        review !== '' &&
        html`<h2>What buyers say</h2>
          <p>${review}</p>`
      }`
  ),
})
