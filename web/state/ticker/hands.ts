import { computed, effect, type Signal, signal } from '@preact/signals'
import { answer, type Impact, makeClient } from '../../api.ts'
import type { Ruler } from '../../chart/model.ts'
import type { View } from '../../core/address.ts'
import { barsIn } from '../../core/ticker/axis.ts'
import { type Between, betweenOf, endAt, placeOfEnd, type SessionTold } from '../../core/ticker/between.ts'
import type { EventSeries } from '../../core/ticker/liveStudy.ts'
import { type RulerEnds, rulerOf, withRuler } from '../../core/ticker/ruler.ts'
import { settingsOf, type Windows, windowsAsked } from '../../core/ticker/settings.ts'
import { type Edge, sessionOfEdge, withEdge } from '../../core/ticker/windows.ts'
import { latest } from '../resource.ts'
import type { State } from '../state.ts'
import type { Clock } from './clock.ts'
import type { Crosshair } from './crosshair.ts'
import { overlayOfStudy } from './liveOverlay.ts'
import { rulerInWords } from './rulerInWords.ts'
import type { Sessions } from './sessions.ts'
import type { Viewport } from './viewport.ts'

/** A ruler that somebody wants: between two places of the axis, or wherever it begins. */
export type Wish =
  | { readonly kind: 'pull'; readonly from: number; readonly to: number; readonly done: boolean }
  | { readonly kind: 'begin' }

export type HandsParts = {
  readonly viewport: Viewport
  readonly clock: Clock
  readonly crosshair: Crosshair
  readonly sessions: Pick<Sessions, 'byDate' | 'reasonOn'>
  readonly wish: Signal<Wish | null>
}

/** The windows that every event can be asked about, for what its series are the same for all. */
const anyWindows = { estimation: '-260..-11', event: '-10..10', windows: '0..0' } as const

const windowsOf = ({ window, estimation }: Windows): Windows => ({ window, estimation })
const isSame = (one: Windows, other: Windows): boolean =>
  String([one.window, one.estimation]) === String([other.window, other.estimation])

/** Is an answer that to windows? */
const isOf = ({ settings }: Impact, windows: Windows): boolean => {
  const asked = windowsAsked(windows)
  return (['estimation', 'event', 'windows'] as const).every((name) => String(settings[name]) === String(asked[name]))
}

/** Ruler and windows while they are moved by hand; what is let go of is one step of the address. */
export function makeHands(state: State, { viewport, clock, crosshair, sessions, wish }: HandsParts) {
  const { view, go, market, resource, page, words, format, announce } = state
  const { series, span, moveTo } = viewport

  /** Has the chart followed what is held off the screen? What is let go of is one step then, wherever it lies. */
  let isPanned = false
  function step(change: Partial<View>): void {
    if (isPanned) moveTo(span.peek(), true, change)
    else go(change)
    isPanned = false
  }

  // The windows.

  /** The windows while an edge is held, and then until the server has answered to them; null: those of the address. */
  const held = signal<Windows | null>(null)
  const windows = computed(() => held.value ?? windowsOf(view.value))
  const isWanted = signal(false)
  const engine = signal<typeof import('../../core/ticker/liveStudy.ts') | null>(null)
  const client = makeClient(page.fetch)
  const measuredOn = resource(
    () => {
      const [ticker, { event }] = [market.ticker.value, view.value]
      if (!isWanted.value || ticker === null || event === null || !market.comparable.value) return null
      const { model, mask } = settingsOf(view.value)
      return { event, query: { ticker, model, ...anyWindows, ...(mask === undefined ? {} : { mask }) } }
    },
    async ({ event, query }, signal) =>
      answer((init) => client.impacts[':event'].series.$get({ param: { event }, query }, { init }), signal),
    () => false,
  )
  const given = computed((): EventSeries | null => latest(measuredOn.state.value))
  const study = computed(() => {
    const [code, on] = [engine.value, given.value]
    return code === null || on === null ? null : code.liveStudyOf(on, market.level.value)
  })
  /** The figures of the windows as they are now; null until what works them out is here. */
  const live = computed(() => study.value?.(windows.value) ?? null)

  /** What the chart shows of windows that are held; null: nothing is. */
  const overlay = computed(() => {
    const [now, all, impact] = [held.value, series.value, latest(market.impact.state.value)]
    if (now === null || all === null || impact?.session == null) return null
    return overlayOfStudy({ session: impact.session, study: live.value, given: given.value, windows: now }, all)
  })

  /** Brings in what works the figures out: an edge was touched. */
  function want(): void {
    if (isWanted.peek()) return
    isWanted.value = true
    void import('../../core/ticker/liveStudy.ts').then((code) => {
      engine.value = code
    })
  }

  /** Was the edge let go of, so that the server's answer is awaited? */
  const isAwaited = signal(false)
  function letGo(): void {
    const now = held.peek()
    if (now === null || isAwaited.peek()) return
    const isMoved = !isSame(now, windowsOf(view.peek()))
    if (isMoved || isPanned) step(isMoved ? now : {})
    if (!isMoved) held.value = null
    isAwaited.value = true
  }
  // Until the answer to the windows that were let go of is here, what was worked out for them stands; where the address
  // has others meanwhile, as after a step back, nothing does.
  effect(() => {
    const [now, { state }] = [held.value, market.impact]
    if (now === null || !isAwaited.value) return
    const isAnswered = state.value.kind === 'failed' || (state.value.kind === 'ready' && isOf(state.value.value, now))
    if (isAnswered || !isSame(now, windowsOf(view.value))) held.value = null
  })

  // The ruler.

  /** The places of its ends while one is held; null: those of the address. */
  const pulled = signal<readonly [number, number] | null>(null)
  const places = computed((): readonly [number, number] | null => {
    const [ends, all] = [rulerOf(view.value.over), series.value]
    if (pulled.value !== null || ends === null || all === null) return pulled.value
    const [from, to] = ends.map((end) => placeOfEnd(all, end))
    return from == null || to == null ? null : [from, to]
  })

  const told = (date: string): SessionTold => {
    const session = sessions.byDate.value?.get(date)
    if (session !== undefined) return session
    const reason = sessions.reasonOn(date)
    return reason === null ? null : { reason }
  }
  const between = computed((): Between | null => {
    const [all, ends] = [series.value, places.value]
    if (all === null || ends === null) return null
    return betweenOf(all, ends, market.hasAbnormal.value ? told : null)
  })
  const ruler = computed((): Ruler | null => {
    const [now, told] = [between.value, inWords.value]
    if (now === null || told === null) return null
    const closes = series.value?.pyramid.levels[0]?.close
    const { first, last, change } = now
    return {
      first,
      last,
      closes: change === null ? null : [closes?.[first] ?? 0, closes?.[last] ?? 0],
      text: told.brief,
    }
  })
  /** Do both ends lie in one year, which need not be named then? */
  const isOneYear = ({ first, last }: Between): boolean => {
    const { dates = [] } = series.value?.axis ?? {}
    return dates[first]?.slice(0, 4) === dates[last]?.slice(0, 4)
  }
  const inWords = computed(() =>
    between.value === null
      ? null
      : rulerInWords(between.value, {
          text: words('hands'),
          page: words('page'),
          write: format.value,
          daily: market.interval.value === '1d',
          momentAt: clock.momentAt,
          isBrief: isOneYear(between.value),
        }),
  )

  function rule(ends: readonly [number, number]): void {
    const all = series.peek()
    const [from, to] = ends.map((place) => (all === null ? null : endAt(all, place)))
    if (from == null || to == null) return
    step({ over: withRuler(view.peek().over, [from, to] satisfies RulerEnds) })
  }

  const within = (place: number): number =>
    Math.max(0, Math.min((series.peek()?.axis.dates.length ?? 1) - 1, Math.round(place)))

  /** Was a ruler begun whose end has still to take the focus? */
  const begun = signal(false)
  effect(() => {
    const now = wish.value
    if (now === null || series.value === null) return
    wish.value = null
    if (now.kind === 'pull') {
      pulled.value = [within(now.from), within(now.to)]
      if (!now.done) return
      letRulerGo()
      const said = inWords.peek()?.sentence
      if (said !== undefined) announce(said)
      return
    }
    const at = crosshair.cursor.peek()
    const { first, last } = barsIn(span.peek(), series.peek()?.axis.dates.length ?? 1)
    // Without a crosshair the ends lie apart, so that a finger can take either.
    const third = Math.round((last - first) / 3)
    rule(at === null ? [first + third, last - third] : [at, at])
    begun.value = true
  })

  function letRulerGo(): void {
    const ends = pulled.peek()
    pulled.value = null
    if (ends !== null) rule(ends)
  }

  /** Brings a place of the axis into sight. */
  function reveal(place: number): void {
    const { from, to } = span.peek()
    if (place >= from && place <= to) return
    const by = place < from ? place - from - 1 : place - to + 1
    isPanned = true
    moveTo({ from: from + by, to: to + by }, false)
  }

  return {
    held,
    windows,
    /** How the answer that the figures are worked out of stands. */
    measuredOn,
    live,
    /** Does an edge show that it has the focus? Its figures are told then. */
    focused: signal(false),
    given,
    overlay,
    want,
    moveEdge: (edge: Edge, session: number): void => {
      want()
      isAwaited.value = false
      held.value = withEdge(windows.peek(), edge, session)
    },
    letGo,
    /** What is held goes back to where it was. @returns whether anything was */
    drawBack: (): boolean => {
      const isHeld = (held.peek() !== null && !isAwaited.peek()) || pulled.peek() !== null
      if (isPanned) step({})
      held.value = null
      pulled.value = null
      return isHeld
    },
    places,
    between,
    inWords,
    ruler,
    begun,
    moveEnd: (end: 0 | 1, place: number): void => {
      const now = places.peek()
      if (now === null) return
      pulled.value = end === 0 ? [within(place), now[1]] : [now[0], within(place)]
    },
    letRulerGo,
    reveal,
    sessionOfEdge: (edge: Edge): number => sessionOfEdge(windows.value, edge),
    asked: computed(() => windowsAsked(windows.value)),
  }
}

export type Hands = ReturnType<typeof makeHands>
