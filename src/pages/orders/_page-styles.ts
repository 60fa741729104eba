/** The styles of the pages of orders, with the hash that the security policy asks for. */
import { createHash } from 'node:crypto';
import styles from '../../components/orders/orders.css?inline';

export { styles };
export const stylesHash = `sha256-${createHash('sha256').update(styles).digest('base64')}` as const;
