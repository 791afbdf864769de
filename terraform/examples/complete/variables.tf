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

variable "directory_id" {
  description = "The directory of the desktops."
  type        = string
}

variable "directory_ca" {
  description = "PEM of who signed the certificates of the directory's servers."
  type        = string
}

variable "vpc_id" {
  description = "VPC from which the directory can be reached."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets of that VPC, with a way to AWS's APIs."
  type        = list(string)
}

variable "portal_files_dir" {
  description = "Folder of the built portal; null: this checkout's."
  type        = string
  default     = null
}
