import { expect, it } from 'vitest'

const sources = import.meta.glob<string>('/src/{features,app,line}/**/*.tsx', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** Forms that keep nothing over a reload, and why. */
const keptNowhere = {
  'accounts/ChoosePasswordPage': 'a password',
  'accounts/PasswordForm': 'passwords',
  'accounts/SecondStepPage': 'a code that counts once',
  'accounts/TotpPage': 'a code that counts once',
  'accounts/useDelicate': 'a password',
  'catalog/Hero': 'what is sought stands in the address',
  'coops/GiveRoleDialog': 'a choice, nothing typed',
  'coops/InvitationPage': 'a declaration: it is made knowingly, once more after a reload',
  'decisions/BallotPage': 'a ballot is secret',
  'pool/OfferPhoto': 'a picture is sent as soon as it is chosen',
  'pool/WithdrawDialog': 'a choice among what is free at this moment',
  'stewards/AssociationsPage': 'what a steward writes about others goes on record and not onto a device',
  'stewards/BeginReading': 'what a steward writes about others goes on record and not onto a device',
  'stewards/PeoplePage': 'whom a steward seeks',
  'stewards/ReasonDialog': 'what a steward writes about others goes on record and not onto a device',
}

it('keeps what is typed into a form over a reload, or says why not', () => {
  const forms = Object.entries(sources)
    .filter(([, text]) => /<form\b/.test(text) && !/useDraft[<(]/.test(text))
    .map(([path]) => path.replace('/src/features/', '').replace('.tsx', ''))
  expect(forms.sort()).toEqual(Object.keys(keptNowhere).sort())
})
