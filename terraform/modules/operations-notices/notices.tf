# What a person is told, in the person's words. An event with no words here is told to nobody; tests/operations_notices.tftest.hcl finds it.
#
# - `fields`: values of the event's detail, by the name that the sentence and the notice call them. Only what the event always has:
#   EventBridge leaves a hole for what is missing.
# - `says`: what happened, with fields in angle brackets: only names and ids, since EventBridge does not escape them here.
# - `shows`: fields that stand alone below, as JSON: text, numbers, objects.
# - `next`: what to do.

# - `only`: a pattern of the detail, where not each of these events is news.

locals {
  notices = {
    "DirectorySyncRefused.v1" = {
      source = "cleandesk.directory-sync"
      fields = { group = "group", reason = "reason", explanation = "explanation" }
      says   = "The directory group <group> was not synchronised, and nothing was changed: nobody gets or loses a desktop by it for now."
      shows  = ["reason", "explanation"]
      next   = "Do what the explanation says. It is read again by itself, and told of again only for another reason. DirectorySyncRequested with an override lets GroupEmpty, GroupShrunk, GroupTooLarge or UsersRenamed pass for one run."
      # Else the same would be told at each of its periods.
      only = { times = [{ numeric = ["=", 1] }] }
    }

    "FleetShardGivenUp.v1" = {
      source = "cleandesk.alarm-manager"
      fields = { shard = "shard", reason = "because", explanation = "explanation" }
      says   = "One alarm on a part of the fleet can not be relied on: its desktops have alarms of their own instead, and nobody's leaving is lost by it."
      shows  = ["shard", "reason", "explanation"]
      next   = "Do what the explanation says, when there is time: alarms of desktops cost ten cents a month each."
    }

    "ResetFailed.v1" = {
      source = "cleandesk.rebuild-service"
      fields = { user = "seat.userName", directory = "seat.directoryId", reason = "reason", explanation = "explanation" }
      says   = "The reset of the desktop of <user> in directory <directory> did not end well."
      shows  = ["reason", "explanation"]
      next   = "Mend what the explanation names. A later absence is tried again by itself; ResetRequested for this seat tries at once."
    }

    "ResetUndecided.v1" = {
      source = "cleandesk.rebuild-service"
      fields = { user = "seat.userName", directory = "seat.directoryId", desktop = "workspaceId", looks = "looks", lastLook = "lastLook" }
      says   = "Nobody can tell whether <user> in directory <directory> has left the desktop <desktop>."
      shows  = ["looks", "lastLook"]
      next   = "It is looked at again by itself. Mostly a session stays open, or AWS does not refresh the connection state: ask the user, or look at the desktop."
    }

    "ResetsPaused.v1" = {
      source = "cleandesk.rebuild-service"
      fields = { scope = "scope", because = "because" }
      says   = "Resets are paused: no desktop of the scope below is reset for now."
      shows  = ["scope", "because"]
      next   = "A directory and a bundle: a recreate failed there. A policy: as it says, so many users left at once that it looks like an outage, or rebuilds ended badly. Mend the cause; when users can work again, or the image is right, say ResumeRequested with this scope."
    }

    "ResetsResumed.v1" = {
      source = "cleandesk.rebuild-service"
      fields = { scope = "scope", because = "because" }
      says   = "Resets of the scope below go on."
      shows  = ["scope", "because"]
      next   = "Nothing is to be done."
    }

    "SeatFailed.v1" = {
      source = "cleandesk.rebuild-service"
      fields = { user = "seat.userName", directory = "seat.directoryId", reason = "reason", explanation = "explanation" }
      says   = "<user> in directory <directory> is without a usable desktop, and nothing more is tried."
      shows  = ["reason", "explanation"]
      next   = "Mend what the explanation names, then say ResetRequested for this seat: it tries again."
    }

    "SeatNotReady.v1" = {
      source = "cleandesk.rebuild-service"
      fields = { user = "seat.userName", directory = "seat.directoryId", desktop = "workspaceId", readyBy = "readyBy" }
      says   = "The desktop <desktop> of <user> in directory <directory> is not clean in time: its reset waits for the next window."
      shows  = ["readyBy"]
      next   = "Nothing, if it happens rarely. Else the policy's window is too short for all its resets: make it longer, or its ready-by later."
    }

    "SeatStuck.v1" = {
      source = "cleandesk.rebuild-service"
      fields = { user = "seat.userName", directory = "seat.directoryId", status = "status", reason = "reason", explanation = "explanation" }
      says   = "What the seat of <user> in directory <directory> waits for takes far longer than usual, or is refused again and again."
      shows  = ["status", "reason", "explanation"]
      next   = "It is tried on by itself. Look at the desktop, and mend what the explanation names."
    }
  }
}
