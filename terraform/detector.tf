# Who finds disconnects: an alarm for each desktop, or one for each shard of the fleet.

variable "detector" {
  description = <<-EOT
    `per-desktop`: an alarm for each managed desktop. `fleet`: one for each of `fleet_shards`, with desktops as contributors;
    not yet seen on AWS. It can be switched at any time: alarms stand beside each other until the new ones have shown that they hear.
  EOT
  type        = string
  default     = "per-desktop"
  nullable    = false

  validation {
    condition     = contains(["per-desktop", "fleet"], var.detector)
    error_message = "detector is \"per-desktop\", an alarm for each desktop, or \"fleet\", one for each shard of the fleet. \"${var.detector}\" is neither."
  }

  validation {
    # Evaluated on three periods, and queries look back on three hours.
    condition     = var.detector != "fleet" || var.alarm_period_seconds <= 3600
    error_message = "With detector \"fleet\" alarm_period_seconds must be at most 3600 (it is ${var.alarm_period_seconds}): CloudWatch evaluates alarms on queries on the latest three hours."
  }
}

variable "fleet_shards" {
  description = <<-EOT
    With detector `fleet`: the parts of the fleet that have an alarm each, told apart by tags of desktops. One without tags has all
    desktops of the Region, also those that are none of ours. A desktop is in the first whose tags it has; in none, it keeps an
    alarm of its own. Tags need "resource tags on telemetry" to be enabled in CloudWatch's settings.
  EOT
  type = list(object({
    name = string
    tags = optional(map(string), {})
  }))
  default  = [{ name = "all" }]
  nullable = false

  validation {
    condition     = alltrue([for shard in var.fleet_shards : can(regex("^[a-z0-9-]{1,32}$", shard.name))])
    error_message = "Names of shards are parts of the names of alarms: 1 to 32 lower-case letters, digits and hyphens. These are not: ${join(", ", [for shard in var.fleet_shards : "\"${shard.name}\"" if !can(regex("^[a-z0-9-]{1,32}$", shard.name))])}."
  }

  validation {
    condition     = length(distinct(var.fleet_shards[*].name)) == length(var.fleet_shards)
    error_message = "Two shards have the same name: one alarm can not watch both."
  }

  validation {
    condition     = length(var.fleet_shards) >= 1 && length(var.fleet_shards) <= 200
    error_message = "There are ${length(var.fleet_shards)} shards: CloudWatch lets an account have 200 alarms on queries, and without one each desktop has its own, which is detector \"per-desktop\"."
  }

  validation {
    condition     = length(base64gzip(jsonencode(var.fleet_shards))) <= 500
    error_message = "The shards take ${length(base64gzip(jsonencode(var.fleet_shards)))} characters when encoded; the function can be given 500, since its whole environment ends at 4096 bytes. Tell shards apart by one tag with short values."
  }

  validation {
    condition     = alltrue(flatten([for shard in var.fleet_shards : [for key, value in shard.tags : length(key) >= 1 && length(key) <= 128 && length(value) <= 256]])) && alltrue([for shard in var.fleet_shards : length(shard.tags) <= 3])
    error_message = "A shard is told by at most three tags, with keys of 1 to 128 and values of at most 256 characters, as AWS has them: CloudWatch's queries end at 2048 characters."
  }
}

variable "fleet_desktops_per_shard" {
  description = <<-EOT
    With detector `fleet`: managed desktops that a shard may have to be relied on. In an alarm at most 100 are in ALARM at a time, so with
    90 everybody may leave at once, and others have room. With more, a mass leaving is told of as far as there is room, and the rest is found by the sweep.
  EOT
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.fleet_desktops_per_shard >= 1 && var.fleet_desktops_per_shard <= 450 && var.fleet_desktops_per_shard % 1 == 0
    error_message = "fleet_desktops_per_shard must be a whole number from 1 to 450 (it is ${var.fleet_desktops_per_shard}): CloudWatch evaluates an alarm on 500 series at most, and desktops that are none of ours need room, too."
  }
}

locals {
  # Queries have whole minutes; the alarms of desktops that stand beside them have the same.
  alarm_period_seconds = var.detector == "fleet" ? ceil(var.alarm_period_seconds / 60) * 60 : var.alarm_period_seconds

  fleet = {
    most   = var.fleet_desktops_per_shard
    shards = var.detector == "fleet" ? var.fleet_shards : []
  }
}

check "the_fleet_detector_is_new" {
  assert {
    condition     = var.allow_short_times || var.detector != "fleet"
    error_message = "Detector \"fleet\" has not been seen on AWS yet. No desktop loses its alarm before its shard has told of somebody; look after a week whether alarms of desktops are gone, and read docs/decisions/0057-alarms-on-shards-have-to-prove-themselves.md."
  }
}
