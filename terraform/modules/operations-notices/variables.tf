variable "name" {
  description = "Prefix of all names."
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

variable "bus_name" {
  description = "Name of the bus that the events are said on."
  type        = string
}

variable "topic_arn" {
  description = "SNS topic that is told. Its policy must let events.amazonaws.com publish, without a condition."
  type        = string
}

variable "kms_key_arn" {
  description = "Key that encrypts the dead-letter queue."
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
