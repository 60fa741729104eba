/** The styles of the pages of orders, with the hashes that the security policy asks for. */
import { createHash } from 'node:crypto';
import sideBySide from '../../components/orders/side-by-side.css?inline';
import styles from '../../components/orders/orders.css?inline';

const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}` as const;

export { sideBySide, styles };
export const stylesHash = hashOf(styles);
export const sideBySideHash = hashOf(sideBySide);
