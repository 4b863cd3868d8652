// For a bundler that knows `new URL(…, import.meta.url)`, and for a browser without one.
import { analyze } from "smtp-lens";

document.querySelector("output").textContent = analyze("5.7.57").findings[0].causes[0].id;
