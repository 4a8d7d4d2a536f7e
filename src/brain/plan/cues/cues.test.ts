import { describe, expect, it } from 'vitest'
import { foldText } from '../classifier/read-tokens.ts'
import { isStronglyAngry, wantsToComplain } from './anger-cues.ts'
import { asksForPerson, asksWhatWeAre, declinesPerson } from './person-cues.ts'
import { readSmallTalk } from './small-talk.ts'

describe('asking for a person', () => {
  it.each([
    'I want to talk to a person',
    'Can I speak with someone?',
    'connect me to an agent',
    'transfer me to a human please',
    'get me your manager',
    'human',
    'AGENT!!!',
    'representative',
    'operator please',
    'real person now',
    'live chat',
    'I need a human',
    'stop the bot',
    'no more robots please',
    'call me back',
    'put me through to somebody',
    'I’d like to speak to a representative',
    'Ich möchte mit einem Mitarbeiter sprechen',
    'Kann ich mit jemandem reden?',
    'bitte mit einem Menschen verbinden',
    'Mensch bitte',
    'Rufen Sie mich an',
    'Je veux parler à un conseiller',
    'parler à quelqu’un',
    'un humain svp',
    'rappelez-moi',
    'Quiero hablar con una persona',
    'páseme con un agente',
    'humano por favor',
    '担当者と話したい',
    'オペレーターにつないでください',
    '人と話したいです',
    'voglio parlare con un operatore',
    'quero falar com um atendente',
    'ik wil een medewerker spreken',
    'chcę rozmawiać z konsultantem',
    'jag vill prata med en människa',
    'müşteri temsilcisine bağlan',
    'agent se baat karni hai',
    '转人工',
    '상담원 연결해주세요',
    'соедините с оператором',
    'أريد التحدث إلى موظف',
    'एजेंट से बात करनी है',
  ])('hears %j', (text) => {
    expect(asksForPerson(foldText(text))).toBe(true)
  })

  it.each([
    'is this a gift for someone special?',
    'which lamp suits two people',
    'is one person enough to assemble it',
    'I want to give it to my mother',
    'what about the cleaning agent for the kettle',
    'do you have an operator manual',
    'are you a real person?',
    'am I talking to a robot',
    'I don’t want to talk to a human',
    'ich brauche eine Lampe',
    'une lampe pour deux personnes',
    'una lámpara para mi hermana',
    '人気の商品はどれですか',
    'robot vacuum bags',
    'where is my order',
    '',
  ])('does not hear it in %j', (text) => {
    expect(asksForPerson(foldText(text))).toBe(false)
  })

  it('tells a refusal and a question about us apart', () => {
    expect(declinesPerson(foldText('I do not want to talk to an agent'))).toBe(true)
    expect(asksWhatWeAre(foldText('Bist du ein Mensch?'))).toBe(true)
    expect(asksWhatWeAre(foldText('あなたはロボットですか'))).toBe(true)
    expect(asksWhatWeAre(foldText('are you open today'))).toBe(false)
  })
})

describe('small talk', () => {
  it.each([
    ['Hi', 'greeting'],
    ['hello there!', 'greeting'],
    ['Good morning', 'greeting'],
    ['Guten Tag', 'greeting'],
    ['Bonjour', 'greeting'],
    ['¡Hola!', 'greeting'],
    ['こんにちは', 'greeting'],
    ['👋', 'thanks'],
    ['thanks', 'thanks'],
    ['Thank you so much!', 'thanks'],
    ['no, thanks', 'thanks'],
    ['Vielen Dank', 'thanks'],
    ['merci beaucoup', 'thanks'],
    ['muchas gracias', 'thanks'],
    ['ありがとうございます', 'thanks'],
    ['bye', 'thanks'],
    ["Thank you for your help. That's all I needed.", 'thanks'],
    ['help', 'vague'],
    ['I have a question', 'vague'],
    ['Hi, I need help', 'vague'],
    ['Ich habe eine Frage', 'vague'],
    ['質問があります', 'vague'],
    ['hi where is my order', null],
    ['thanks but it is broken', null],
    ['help me with my return', null],
    ['hi-fi speaker', null],
    ['', null],
  ])('reads %j as %s', (text, expected) => {
    expect(readSmallTalk(foldText(text))).toBe(expected)
  })
})

it.each([
  ['this is a scam', true, false],
  ['I will call my lawyer', true, false],
  ['das ist eine Frechheit', true, false],
  ['c’est inadmissible', true, false],
  ['es una estafa', true, false],
  ['これは詐欺だ', true, false],
  ['I want to file a complaint', false, true],
  ['ich möchte mich beschweren', false, true],
  ['the worst part is the lid', false, false],
  ['my lamp is broken', false, false],
  ['is this a scam?', false, false],
])('hears anger in %j: %s, a complaint: %s', (text, angry, complains) => {
  expect([isStronglyAngry(foldText(text)), wantsToComplain(foldText(text))]).toEqual([angry, complains])
})
