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

variable "retention_days" {
  description = "Days that the trail's files are kept."
  type        = number
  default     = 90
}

variable "deletion_protection" {
  description = "Whether a bucket that still holds files refuses to be destroyed."
  type        = bool
}

variable "kms_key_arn" {
  description = "Key that encrypts the trail's files. Its policy must let CloudTrail use it."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of all resources."
  type        = map(string)
  default     = {}
}
