// For browsers and for bundlers that know `new URL(…, import.meta.url)`: Vite, webpack, Rollup, Parcel.
import start, { analyze } from "./smtp_lens.js";

await start();

export { analyze };
