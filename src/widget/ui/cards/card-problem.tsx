import type { Ui } from '../ui.ts'

export type CardProgress = { isBusy: boolean; problem: string | null } | undefined

export const CardProblem = ({ ui, progress }: { ui: Ui; progress: CardProgress }) =>
  typeof progress?.problem === 'string' ? (
    <p class="note bad" role="alert">
      {progress.problem || ui.language.strings.cardFailed}
    </p>
  ) : null
