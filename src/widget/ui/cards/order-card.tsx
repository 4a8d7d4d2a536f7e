import { formatMoney, type Money } from '../../../base/money.ts'
import type { OrderView, Tracking } from '../../../contracts/order.ts'
import { fill } from '../../strings/strings.ts'
import { cleanText } from '../../text/clean-text.ts'
import { safeUrl } from '../../text/safe-url.ts'
import { formatDay } from '../format.ts'
import { Icon } from '../icons.tsx'
import type { Ui } from '../ui.ts'

const TONES: Record<string, string> = {
  completed: 'good',
  processing: 'fine',
  failed: 'bad',
  cancelled: 'bad',
}

/** One order as its owner may see it. A status a shop's plugin made up is shown in the plugin's own word. */
export function OrderCard({ ui, order }: { ui: Ui; order: OrderView }) {
  const { strings, tag } = ui.language
  const title = fill(strings.order, cleanText(order.number))
  const money = (amount: Money) => (amount.currency ? formatMoney(amount, tag) : '')
  const updated = formatDay(order.updatedAt, tag)
  const status = Object.hasOwn(strings.statuses, order.status)
    ? strings.statuses[order.status]
    : cleanText(order.status)
  return (
    <section class="card order" aria-label={title}>
      <header>
        <h4>{title}</h4>
        <span class={`pill ${TONES[order.status] ?? ''}`}>{status}</span>
      </header>
      <ul class="lines">
        {order.items.map((item) => (
          <li>
            <span>
              <bdi>{cleanText(item.name)}</bdi>
              {item.quantity > 1 && <span class="quiet"> × {item.quantity}</span>}
            </span>
            <span class="sum">{money(item.total)}</span>
          </li>
        ))}
      </ul>
      <p class="line strong">
        <span>{strings.total}</span>
        <span class="sum">{money(order.total)}</span>
      </p>
      {order.refunded.minor > 0 && (
        <p class="line">
          <span>{strings.refunded}</span>
          <span class="sum">{money(order.refunded)}</span>
        </p>
      )}
      {order.tracking.map((each) => (
        <TrackingLine key={each.number} ui={ui} tracking={each} />
      ))}
      {updated && <p class="quiet small">{fill(strings.updated, updated)}</p>}
    </section>
  )
}

function TrackingLine({ ui, tracking }: { ui: Ui; tracking: Tracking }) {
  const { strings } = ui.language
  const url = safeUrl(tracking.url)
  const number = (
    <span>
      {tracking.carrier ? `${cleanText(tracking.carrier)} ` : `${strings.tracking} `}
      <bdi>{cleanText(tracking.number)}</bdi>
    </span>
  )
  return (
    <p class="line track">
      <Icon name="parcel" />
      {number}
      {url && (
        <a href={url.href} target="_blank" rel="noopener noreferrer nofollow">
          {strings.track}
          <span class="sr"> ({strings.newTab})</span>
        </a>
      )}
    </p>
  )
}
