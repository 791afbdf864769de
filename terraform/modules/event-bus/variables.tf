variable "name" {
  description = "Name of the bus; what belongs to it is named after it."
  type        = string
}

variable "bus_name" {
  description = "A bus that is there already, instead of one that is made. Its policy is its owner's."
  type        = string
  default     = null
}

variable "bus_kms_key_arn" {
  description = "Key that encrypts the bus, where it is made here."
  type        = string
  default     = null
}

variable "account_id" {
  description = "The account that all this lives in."
  type        = string
}

variable "region" {
  description = "The Region that all this lives in."
  type        = string
}

variable "partition" {
  description = "The partition of all ARNs, e.g. `aws`."
  type        = string
}

variable "ingress_patterns" {
  description = "AWS's own events that the services hear: the patterns (JSON) by detail-type. Each is forwarded from the default bus."
  type        = map(list(string))

  validation {
    condition     = alltrue([for patterns in values(var.ingress_patterns) : length(patterns) == 1])
    error_message = "Services hear ${join(", ", [for type, patterns in var.ingress_patterns : "\"${type}\"" if length(patterns) != 1])} with different patterns. An event that two of them match would be forwarded, and done, twice: let them share one pattern."
  }
}

variable "timer_events" {
  description = "What timers may say: detail-types by source. The Scheduler's role can put nothing else on the bus."
  type        = map(list(string))
}

variable "publisher_role_arns" {
  description = "Roles of the functions that publish."
  type        = list(string)
}

variable "operator_role_arns" {
  description = "Roles of people and tools that may publish as `cleandesk.operator`. A `*` may stand for a part of the name."
  type        = list(string)
  default     = []
}

variable "archive_retention_days" {
  description = "Days that events are kept for analysis. A replay of them is heard by no rule of ours."
  type        = number
}

variable "kms_key_arn" {
  description = "Key that encrypts the dead-letter queues."
  type        = string
  default     = null
}

variable "permissions_boundary_arn" {
  description = "Permissions boundary of the roles."
  type        = string
  default     = null
}

variable "iam_path" {
  description = "IAM path of the roles."
  type        = string
  default     = "/"
}

variable "operations_topic_arn" {
  description = "SNS topic that alarms go to."
  type        = string
  default     = null
}

variable "runbook" {
  description = "Where a page of the runbook is read; `%s` is its name."
  type        = string
  default     = "docs/runbooks/%s.md"
}

variable "tags" {
  description = "Tags of all resources."
  type        = map(string)
  default     = {}
}
