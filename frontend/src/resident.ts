import "./fonts.css";
import "./resident.css";
import "./events.css";
import "./course.css";
import "./opinions.css";
import { offerCard } from "./card";
import { openHelp } from "./help";
import { listen } from "./heard";
import { start } from "./page";
import { offerRecording } from "./record";
import { findPlace } from "./where";

openHelp();
start(listen, findPlace, offerRecording, offerCard);
