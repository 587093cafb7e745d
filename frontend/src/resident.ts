import "./fonts.css";
import "./resident.css";
import { listen } from "./heard";
import { start } from "./page";

start(listen);
