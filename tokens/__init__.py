"""The bot's tokens for Teams: one cached token per credential and audience, through msal."""
