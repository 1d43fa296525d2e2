import { type Heard, sweepOf, type Tone } from '../../core/ticker/sweep.ts'
import type { State } from '../../state/state.ts'

const SECONDS = 8
/** How loud each voice is, and the shape of its wave: the fuller ones sound louder. */
const voices = {
  price: ['triangle', 0.16],
  above: ['sine', 0.2],
  below: ['sawtooth', 0.07],
  event: ['square', 0.06],
} as const
/** Seconds in which a tone begins and ends: without them each would click. */
const EDGE = 0.008

/** Ends what is playing; null: nothing is. */
let stop: (() => void) | null = null

/** Plays bars from left to right, or ends what plays. */
export async function toggleSound({ load, announce, words }: State, bars: readonly Heard[]): Promise<void> {
  if (stop !== null) return stop()
  await load('over')
  const tones = sweepOf(bars, SECONDS)
  const text = words('over').sound
  if (tones.length === 0) return announce(text.nothing)
  const audio = new AudioContext()
  const master = audio.createGain()
  master.connect(audio.destination)
  for (const tone of tones) play(audio, master, tone)
  const timer = setTimeout(() => end(text.over), (SECONDS + 0.2) * 1000)
  // Before the keys of the page: what sounds is what Escape ends first.
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopImmediatePropagation()
    end(text.stopped)
  }
  const end = (said: string) => {
    clearTimeout(timer)
    removeEventListener('keydown', onKey, true)
    stop = null
    void audio.close()
    announce(said)
  }
  addEventListener('keydown', onKey, true)
  stop = () => end(text.stopped)
  announce(text.playing)
}

function play(audio: AudioContext, master: GainNode, { at, length, hertz, voice }: Tone): void {
  const [wave, loud] = voices[voice]
  const [oscillator, gain] = [audio.createOscillator(), audio.createGain()]
  const from = audio.currentTime + 0.05 + at
  const until = from + length
  oscillator.type = wave
  oscillator.frequency.value = hertz
  gain.gain.setValueAtTime(0, from)
  gain.gain.linearRampToValueAtTime(loud, from + EDGE)
  gain.gain.setValueAtTime(loud, Math.max(from + EDGE, until - EDGE))
  gain.gain.linearRampToValueAtTime(0, until)
  oscillator.connect(gain).connect(master)
  oscillator.start(from)
  oscillator.stop(until)
}
