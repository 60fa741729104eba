/** What every command does before anything else: imported first. */
import './heartbeat.ts';

// Astro would report its use to its makers; a county's machine sends nothing.
process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
