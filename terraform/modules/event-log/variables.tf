variable "name" {
  description = "Prefix of all names."
  type        = string
}

variable "account_id" {
  description = "This account: what others say on the bus is not kept."
  type        = string
}

variable "bus_name" {
  description = "Name of the bus whose events are kept."
  type        = string
}

variable "retention_days" {
  description = "Days that events are kept."
  type        = number
}

variable "kms_key_arn" {
  description = "Key that encrypts the log. Its policy must let CloudWatch Logs use it."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of all resources."
  type        = map(string)
  default     = {}
}
