import "./fonts.css";
import "./resident.css";
import { offerCard } from "./card";
import { listen } from "./heard";
import { start } from "./page";
import { offerRecording } from "./record";
import { findPlace } from "./where";

start(listen, findPlace, offerRecording, offerCard);
