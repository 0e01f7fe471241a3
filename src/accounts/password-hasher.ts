/** Makes and checks password hashes; slow on purpose. */
export interface PasswordHasher {
  hash(password: string): Promise<string>
  /** False as well for a hash that cannot be read. */
  verify(hash: string, password: string): Promise<boolean>
}
