import { Problem } from '@/lib/problem'

/** A passkey belongs to a name: on an address in numbers browsers make none. */
export const passkeysWork = () =>
  typeof window.PublicKeyCredential === 'function' && !/^[\d.]+$|^\[/.test(window.location.hostname)

interface CreationOptions {
  publicKey: Omit<PublicKeyCredentialCreationOptions, 'challenge' | 'user' | 'excludeCredentials'> & {
    challenge: string
    user: { id: string; name: string; displayName: string }
    excludeCredentials?: { id: string; type: 'public-key' }[]
  }
}

interface RequestOptions {
  publicKey: Omit<PublicKeyCredentialRequestOptions, 'challenge' | 'allowCredentials'> & {
    challenge: string
    allowCredentials?: { id: string; type: 'public-key' }[]
  }
}

/** Makes a passkey on this device; what it gives is for the server. */
export async function makePasskey({ publicKey }: CreationOptions): Promise<object> {
  const made = await asked(
    navigator.credentials.create({
      publicKey: {
        ...publicKey,
        challenge: bytes(publicKey.challenge),
        user: { ...publicKey.user, id: bytes(publicKey.user.id) },
        excludeCredentials: publicKey.excludeCredentials?.map((one) => ({ ...one, id: bytes(one.id) })),
      },
    }),
  )
  const response = made.response as AuthenticatorAttestationResponse
  return {
    ...told(made),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      attestationObject: text(response.attestationObject),
    },
  }
}

/** Shows a passkey of this device; what it gives is for the server. */
export async function showPasskey({ publicKey }: RequestOptions): Promise<object> {
  const shown = await asked(
    navigator.credentials.get({
      publicKey: {
        ...publicKey,
        challenge: bytes(publicKey.challenge),
        allowCredentials: publicKey.allowCredentials?.map((one) => ({ ...one, id: bytes(one.id) })),
      },
    }),
  )
  const response = shown.response as AuthenticatorAssertionResponse
  return {
    ...told(shown),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: response.userHandle && text(response.userHandle),
    },
  }
}

/** The browser's own refusals, when its question was closed or the device has no key, become one of ours. */
async function asked(question: Promise<Credential | null>): Promise<PublicKeyCredential> {
  const given = await question.catch(() => null)
  if (!(given instanceof PublicKeyCredential)) throw new Problem(400, { code: 'passkey_not_given' })
  return given
}

const told = (credential: PublicKeyCredential) => ({
  id: credential.id,
  rawId: text(credential.rawId),
  type: credential.type,
  authenticatorAttachment: credential.authenticatorAttachment,
  clientExtensionResults: credential.getClientExtensionResults(),
})

export function bytes(encoded: string): ArrayBuffer {
  const plain = atob(encoded.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer
}

export function text(buffer: ArrayBuffer): string {
  const plain = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('')
  return btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}
