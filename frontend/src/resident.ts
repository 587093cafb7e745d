import "./fonts.css";
import "./resident.css";
import { start } from "./page";

start();
