/** Where the visitor is, from the device. */
import type { Place } from '../../domain/places/distance.ts';

/** How long the device may take to find its position, in milliseconds. */
const locateTimeout = 10_000;
/** How old a position may be that the device has found before, in milliseconds. */
const maximumAge = 60_000;

const noLocation = '这里不能定位。可以选乡镇，或者打一个地标、街名。';
/** By the codes of `GeolocationPositionError`. */
const errorTexts: Record<number, string> = {
  1: '没有得到定位的许可。可以选乡镇，或者打一个地标、街名。',
  2: '手机没有给出位置。可以选乡镇，或者打一个地标、街名。',
  3: '等了 10 秒还没有定到位。可以选乡镇，或者打一个地标、街名。',
};

/**
 * Locates the visitor.
 * @param onSuccess gets the position and the radius of its error, in metres
 * @param onFailure gets the text to show to the visitor
 */
export function locate(onSuccess: (place: Place, accuracy: number) => void, onFailure: (text: string) => void): void {
  // A page without HTTPS has the object, and the browser refuses at once.
  if (!('geolocation' in navigator) || !isSecureContext) {
    onFailure(noLocation);
    return;
  }
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
