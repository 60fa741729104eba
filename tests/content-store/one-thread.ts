/**
 * For simulations: the Git library hashes and compresses in threads where it finds a way to, and several reads beside each other
 * would then end in another order each time. Without these it does both at once, and a seed tells one story.
 */
Object.defineProperty(globalThis.crypto, 'subtle', { value: undefined, configurable: true });
Reflect.deleteProperty(globalThis, 'CompressionStream');
Reflect.deleteProperty(globalThis, 'DecompressionStream');
