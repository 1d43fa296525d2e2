import { expect, it } from 'vitest'
import { typeOfSentence } from '../../../server/articles/eventWords.ts'

const typeOf = (text: string) => typeOfSentence(text)?.type ?? null

it.each([
  "OpenAI's board removed Sam Altman as chief executive on Friday.",
  'OpenAI ousted Sam Altman as CEO.',
  'OpenAI fired its CEO on Friday.',
  'The board dismissed chief executive Sam Altman.',
  'The board ousted CEO Sam Altman in a coup.',
  'OpenAI hired a new chief executive.',
  'OpenAI named Mira Murati interim CEO.',
  'OpenAI appointed Emmett Shear, a founder of Twitch, as its chief executive officer.',
  'OpenAI replaced Mira Murati with CEO Emmett Shear.',
  'Emmett Shear replaces Mira Murati as interim CEO.',
  'Sam Altman was removed as chief executive.',
  'Sam Altman has been dismissed from his post as OpenAI CEO.',
  'Sam Altman, the chief executive of OpenAI, was abruptly fired on Friday.',
  'OpenAI CEO Sam Altman ousted by the board.',
  'Steve Ballmer steps down as CEO of Microsoft.',
  'Microsoft CEO Steve Ballmer will retire.',
  'Microsoft chief executive Steve Ballmer resigned.',
  'A new CEO was named at OpenAI.',
  'Sam Altman is out as CEO of OpenAI.',
  'OpenAI CEO Sam Altman forced out.',
  'OpenAI CEO Sam Altman is out.',
  'Microsoft tapped Satya Nadella as CEO.',
  'Sam Altman returns as CEO of OpenAI.',
  'Satya Nadella succeeded Steve Ballmer as chief executive.',
  'The ouster of Sam Altman as CEO stunned Microsoft.',
  'Dewan direksi OpenAI memberhentikan Sam Altman sebagai CEO pada Jumat.',
  'OpenAI memecat Sam Altman dari jabatan CEO.',
  'Telkom mencopot direktur utama Ririek Adriansyah.',
  'Telkom menunjuk Dian Siswarini sebagai direktur utama.',
  'Telkom mengangkat Dian Siswarini menjadi Dirut.',
  'Direktur Utama Garuda Ari Askhara dicopot.',
  'CEO OpenAI Sam Altman dipecat pada Jumat.',
  'Direktur Utama Telkom mengundurkan diri.',
  'CEO baru ditunjuk pada Senin.',
  'Pemecatan Sam Altman sebagai CEO mengejutkan Microsoft.',
  'OpenAI memilih CEO baru.',
])('typeOfSentence() tells a change of the chief executive: %s', (text) => expect(typeOf(text)).toBe('management.ceo'))

it.each([
  'Microsoft named John Thompson as chairman.',
  'Microsoft appointed Amy Hood as chief financial officer.',
  'OpenAI removed Greg Brockman as chairman of the board.',
  'Greg Brockman was removed as chairman.',
  'Microsoft hired Emmett Shear, a former CEO of Twitch.',
  'Telkom menunjuk Heri Supriadi sebagai direktur keuangan.',
  'Bukit Asam memberhentikan komisaris utama.',
  'Microsoft hired two researchers.',
])('typeOfSentence() tells another change of office: %s', (text) => expect(typeOf(text)).toBe('management.other'))

it.each([
  'Microsoft removed the feature that its CEO had promised.',
  'Chief executive Satya Nadella named three reasons.',
  'The CEO was named in a suit.',
  'Microsoft replaced the chips, as chief executive Satya Nadella said.',
  'Microsoft CEO Satya Nadella replaced 500 laptops.',
  'Satya Nadella, who has been CEO since 2014, visited Jakarta.',
  'Direktur utama Telkom memilih warna biru.',
])('typeOfSentence() sees no office change hands: %s', (text) => expect(typeOf(text) ?? '').not.toMatch(/^management/))
