variable "base_url" {
  description = "URL of the base emulator as this machine sees it."
  type        = string
  default     = "http://127.0.0.1:4566"
}

variable "cloud_url" {
  description = "URL of the desktop cloud as this machine sees it."
  type        = string
  default     = "http://127.0.0.1:4600"
}

variable "base_url_for_functions" {
  description = "URL of the base emulator as the functions see it, where that differs: in a container 127.0.0.1 is the container."
  type        = string
  default     = null
}

variable "cloud_url_for_functions" {
  description = "URL of the desktop cloud as the functions see it, where that differs."
  type        = string
  default     = null
}

variable "artifacts_dir" {
  description = "Folder with `<service>/dist/<function>.zip`."
  type        = string
  default     = "../../../services"
}

variable "name" {
  description = "Prefix of all names."
  type        = string
  default     = "cleandesk"
}

variable "region" {
  description = "Region that the emulators play."
  type        = string
  default     = "eu-central-1"
}

variable "grace_seconds" {
  description = "Grace of all policies in seconds."
  type        = number
  default     = 15
}

variable "rehearsal" {
  description = "Whether there is a third policy, in dry run, for the tag `Cleandesk=rehearse`."
  type        = bool
  default     = false
}

variable "user_notices" {
  description = "Whether users of all policies are told of resets by mail, which the base emulator keeps. LocalStack has no version 2 of SES without a licence."
  type        = bool
  default     = true
}

variable "directory" {
  description = "The OpenLDAP of the local stack: its addresses, PEM of its authority, bind user, password, base, and minutes between two reads of its groups `sales`, `support` and `nested`. null has no directory groups."
  type = object({
    urls          = list(string)
    ca            = string
    bind_user     = string
    password      = string
    base_dn       = string
    every_minutes = optional(number, 60)
  })
  default = null
}

variable "portal" {
  description = "Where the launcher serves the portal, the passwords of its users `requester`, `approver`, `deputy` and `operator`, whether approvers sign in, seconds that a request waits for them, and an issuer to sign in at instead of the stack's own pool. null has no portal."
  type = object({
    url               = string
    passwords         = map(string)
    approvers_sign_in = optional(bool, true)
    expiry_seconds    = optional(number, 3600)
    issuer            = optional(object({ url = string, client_id = string }))
  })
  default = null
}

variable "detector" {
  description = "Who finds disconnects: `per-desktop`, or `fleet`, which CloudWatch evaluates once a minute."
  type        = string
  default     = "per-desktop"
}

variable "alarm_period_seconds" {
  description = "Period of the disconnect alarms in seconds: 10, 20, 30 or whole minutes."
  type        = number
  default     = 10
}

variable "recurring_rate" {
  description = "Rate of the reconcile run, the sweep and the leftover run. A minute is the least that there is; tests don't wait for it but say the event themselves."
  type        = string
  default     = "rate(1 minute)"
}

variable "workspaces_calls_per_second" {
  description = "Calls per second that the functions make to the WorkSpaces API in all."
  type        = number
  default     = 2
}

variable "event_log_retention_days" {
  description = "Days that events are kept in a log group. null keeps none: MiniStack puts no event into a log, and would warn of each."
  type        = number
  default     = null
}

variable "architecture" {
  description = "Processor of the functions. Only emulators that run functions in containers care: give that of the machine."
  type        = string
  default     = "arm64"
}

variable "outage_least" {
  description = "So many users of a policy may leave within ten minutes before it counts as an outage. A day passes here in minutes, so it is more than on AWS."
  type        = number
  default     = 1000
}
