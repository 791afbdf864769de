variable "zips_bucket" {
  description = "Bucket with the zips of the release."
  type        = string
}

variable "operations_topic_arn" {
  description = "SNS topic for what needs a person."
  type        = string
}

variable "on_call_role_arn" {
  description = "Role of who may move dead letters back."
  type        = string
}

variable "shop_account_id" {
  description = "Another account that speaks on the company's bus."
  type        = string
}
