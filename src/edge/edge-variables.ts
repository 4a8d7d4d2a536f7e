import type { RequestId } from '../base/ids.ts'
import type { Claims } from '../contracts/claims.ts'

/** What the doors leave for the routes behind them. */
export type EdgeVariables = { Variables: { requestId: RequestId; claims: Claims } }
