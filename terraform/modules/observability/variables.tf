variable "name" {
  description = "Prefix of all names. What the functions of this deployment measure is in the namespace `Cleandesk/<name>`."
  type        = string
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

variable "runbook" {
  description = "Where a page of the runbook is read; `%s` is its name."
  type        = string
}

variable "topic_arns" {
  description = "SNS topics that the alarms tell, also when it is over."
  type        = list(string)
}

variable "measures" {
  description = "By service, what its build says that it measures: `measures` of a generated file. Of services that are not here there are no alarms."
  type        = map(list(object({ name = string, unit = string, dimensions = list(list(string)) })))
}

variable "functions" {
  description = "By `service/function`: its name, its log group, and its queues where it has them."
  type = map(object({
    function_name          = string
    log_group_name         = string
    queue_name             = optional(string)
    dead_letter_queue_name = optional(string)
  }))
}

variable "alarm_names" {
  description = "Names of all other alarms of the deployment, for the dashboard."
  type        = list(string)
}

variable "dead_letter_queue_names" {
  description = "Names of dead-letter queues that belong to no function, for the dashboard."
  type        = list(string)
}

variable "event_log_group_name" {
  description = "The log group with all events; null where none is kept."
  type        = string
}

variable "policies" {
  description = "Names of the policies."
  type        = list(string)
}

variable "groups" {
  description = "By directory group, every how many minutes it is read."
  type        = map(number)
}

variable "configuration_set" {
  description = "SES's configuration set whose reputation is watched; null for none."
  type        = string
}

variable "calls_per_second" {
  description = "Calls per second that may be made to WorkSpaces."
  type        = number
}

variable "leftovers_seconds" {
  description = "Seconds from one round of the leftovers run to the next."
  type        = number
}

variable "thresholds" {
  description = "From where on alarms ring; the root module's `observability.thresholds` says the fields, their defaults, and what is refused."
  type = object({
    stuck_seats         = number
    failed_share        = number
    failed_least        = number
    slow_minutes        = number
    throttled_share     = number
    budget_wait_minutes = number
    reconcile_hours     = number
    mail_share          = number
    mail_least          = number
    bounced_share       = number
  })
}

variable "tags" {
  description = "Tags of all resources that take some."
  type        = map(string)
  default     = {}
}
