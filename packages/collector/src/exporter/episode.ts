/** Says once that something goes wrong, and once that it is over, however often it happens in between. */
export class Episode {
  readonly #say: (message: string) => void;
  #isOpen = false;

  constructor(say: (message: string) => void) {
    this.#say = say;
  }

  begin(message: string): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#say(message);
  }

  end(message?: string): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    if (message !== undefined) this.#say(message);
  }
}
