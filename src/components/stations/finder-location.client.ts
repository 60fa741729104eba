/** Where the visitor is, from the device. */
import type { Place } from '../../domain/places/distance.ts';

/** How long the device may take to find its position, in milliseconds. */
const locateTimeout = 10_000;
/** After how many milliseconds without an answer the visitor is told; the time above begins with the visitor's consent. */
const silence = 12_000;
/** How old a position may be that the device has found before, in milliseconds. */
const maximumAge = 60_000;

const noLocation = '这里不能定位。可以选乡镇，或者打一个地标、街名。';
/** By the codes of `GeolocationPositionError`. */
const errorTexts: Record<number, string> = {
  1: '没有得到定位的许可。可以选乡镇，或者打一个地标、街名。',
  2: '手机没有给出位置。可以选乡镇，或者打一个地标、街名。',
  3: '等了 10 秒还没有定到位。可以选乡镇，或者打一个地标、街名。',
};

const noAnswer = '还没有定到位。如果手机在问能不能定位，请点“允许”；也可以选乡镇，或者打一个地标、街名。';

/**
 * Locates the visitor.
 * @param onSuccess gets the position and the radius of its error, in metres
 * @param onFailure gets the text to show to the visitor
 * @param onSilence gets the text to show after a while to a visitor who still waits; the position may come later
 */
export function locate(
  onSuccess: (place: Place, accuracy: number) => void,
  onFailure: (text: string) => void,
  onSilence: (text: string) => void,
): void {
  // A page without HTTPS has the object, and the browser refuses at once.
  if (!('geolocation' in navigator) || !isSecureContext) {
    onFailure(noLocation);
    return;
  }
  setTimeout(onSilence, silence, noAnswer);
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      onSuccess({ lng: coords.longitude, lat: coords.latitude }, coords.accuracy);
    },
    ({ code }) => {
      onFailure(errorTexts[code] ?? noLocation);
    },
    { enableHighAccuracy: true, timeout: locateTimeout, maximumAge },
  );
}
