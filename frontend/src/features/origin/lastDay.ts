/** A certificate ends with its last day, at midnight: the day that people are told is the one before. */
export const lastDay = (validUntil: string): Date => new Date(Date.parse(validUntil) - 1000)
