import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { mayAskRating } from '../state/decide.ts'
import type { Entry, ViewState } from '../state/view-state.ts'
import { cleanText } from '../text/clean-text.ts'
import { Icon } from './icons.tsx'
import { Message } from './message.tsx'
import { Rating } from './rating.tsx'
import type { Ui } from './ui.ts'

/** Closer to the end than this counts as reading along. */
const NEAR_PX = 80

export function Log({ ui, state, onDismissRating }: { ui: Ui; state: ViewState; onDismissRating: () => void }) {
  const { strings } = ui.language
  const box = useRef<HTMLDivElement>(null)
  const isFollowing = useRef(true)
  const [isBehind, setIsBehind] = useState(false)
  const lastSaid = state.entries.findLast((entry) => entry.kind === 'message' && entry.role === 'shopper')?.id
  const isRatingAsked = state.rating === 'asked' || mayAskRating(state, ui.language.farewells)

  const jump = () => {
    box.current!.scrollTop = box.current!.scrollHeight
  }
  // What the shopper just said brings the end into view; an answer only follows a reader who is there already.
  useLayoutEffect(() => {
    isFollowing.current = true
    jump()
  }, [lastSaid, state.isOpen])
  useLayoutEffect(() => {
    if (isFollowing.current) jump()
    else setIsBehind(true)
  }, [state.entries, state.status, isRatingAsked])
  const onScroll = () => {
    const { scrollHeight, scrollTop, clientHeight } = box.current!
    isFollowing.current = scrollHeight - scrollTop - clientHeight < NEAR_PX
    if (isFollowing.current) setIsBehind(false)
  }

  return (
    <div class="log-frame">
      <div
        ref={box}
        class="log"
        role="log"
        aria-live="polite"
        aria-label={strings.conversation}
        tabIndex={0}
        onScroll={onScroll}
      >
        <Welcome ui={ui} state={state} />
        {state.entries.map((entry) => (
          <Row key={entry.id} ui={ui} entry={entry} cards={state.cards} />
        ))}
        {state.isRunning && <Status text={state.status ?? strings.thinking} isQuiet={isWriting(state)} />}
        {isRatingAsked && <Rating ui={ui} onDismiss={onDismissRating} />}
        {state.rating === 'given' && state.isOpen && <p class="thanks">{strings.thanks}</p>}
      </div>
      {isBehind && (
        <button type="button" class="latest" onClick={jump}>
          <Icon name="down" />
          {strings.latest}
        </button>
      )}
    </div>
  )
}

/** An entry that did not change is not drawn again: only the running answer costs anything while it streams. */
function Row({ ui, entry, cards }: { ui: Ui; entry: Entry; cards: ViewState['cards'] }) {
  return useMemo(
    () =>
      entry.kind === 'message' ? (
        <Message ui={ui} message={entry} cards={cards} />
      ) : (
        <p class="notice" role="status">
          <Icon name="bell" />
          {cleanText(entry.text)}
        </p>
      ),
    [entry, cards]
  )
}

const isWriting = (state: ViewState): boolean => {
  const current = state.entries.find((entry) => entry.id === state.currentId)
  return state.status === null && current?.kind === 'message' && current.text !== ''
}

const Status = ({ text, isQuiet }: { text: string; isQuiet: boolean }) =>
  isQuiet ? null : (
    <p class="status">
      <span class="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span>{cleanText(text)}</span>
    </p>
  )

function Welcome({ ui, state }: { ui: Ui; state: ViewState }) {
  const { strings } = ui.language
  if (state.phase === 'opening' && state.entries.length === 0) {
    return (
      <p class="status">
        <span>{strings.loading}</span>
      </p>
    )
  }
  return (
    <div class="welcome">
      <p class="greeting" dir="auto">
        {ui.greeting ?? strings.greeting}
      </p>
      <p class="quiet">{strings.about}</p>
      {state.entries.length === 0 && state.phase === 'ready' && (
        <div class="chips">
          {ui.suggestions.map((question) => (
            <button key={question} type="button" class="chip" onClick={() => void ui.talk.say(question)}>
              {question}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
