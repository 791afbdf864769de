variable "name" {
  description = "Prefix of all names."
  type        = string
}

variable "account_id" {
  description = "Account of the deployment: bucket names are the whole world's."
  type        = string
}

variable "region" {
  description = "Region of the bucket."
  type        = string
}

variable "files_dir" {
  description = "Folder with the built portal, its `assets.json` (a list of `path`, `contentType` and `cacheControl`) and its `headers.json` (by name)."
  type        = string

  validation {
    condition     = can([for file in jsondecode(file("${var.files_dir}/assets.json")) : [file.path, file.contentType, file.cacheControl]])
    error_message = "There is no portal in ${var.files_dir}: no assets.json with `path`, `contentType` and `cacheControl` of each file. Terraform never builds: build the portal first, or name the folder in portal.files_dir."
  }

  validation {
    condition     = try(contains([for file in jsondecode(file("${var.files_dir}/assets.json")) : file.path], "index.html") && !contains([for file in jsondecode(file("${var.files_dir}/assets.json")) : file.path], "config.json"), true)
    error_message = "The built portal has an index.html, and no config.json: that is written here."
  }

  validation {
    condition = try(alltrue([
      for name in ["content-security-policy", "strict-transport-security", "x-frame-options", "referrer-policy"] : length(jsondecode(file("${var.files_dir}/headers.json"))[name]) > 0
    ]), false)
    error_message = "The built portal's headers.json is missing, or says nothing of content-security-policy, strict-transport-security, x-frame-options or referrer-policy: CloudFront would serve it without them. Build the portal."
  }

  validation {
    # Else whatever gets into the page, or frames it, acts as whoever is signed in.
    condition     = try(!can(regex("unsafe-|\\*", jsondecode(file("${var.files_dir}/headers.json"))["content-security-policy"])) && strcontains(jsondecode(file("${var.files_dir}/headers.json"))["content-security-policy"], "frame-ancestors 'none'"), true)
    error_message = "The built portal's content-security-policy lets inline scripts, everybody's, or foreign frames in. This is no portal of ours."
  }
}

variable "config" {
  description = "What the portal's page is told, without the API's address."
  type = object({
    issuer          = string
    clientId        = string
    scope           = string
    title           = string
    approversSignIn = bool
    endSessionUrl   = optional(string)
  })
}

variable "api_endpoint" {
  description = "URL of the API, without a path."
  type        = string
}

variable "connect_origins" {
  description = "Origins besides its own that the page may call: those of the sign-in."
  type        = list(string)
}

# The root module refuses what is wrong with these, with the reason.

variable "domain" {
  description = "Name of the portal and ARN of its certificate in us-east-1; null takes a name of CloudFront's."
  type        = object({ name = string, certificate_arn = string })
  default     = null
}

variable "web_acl_arn" {
  description = "A WAF of the owner's, in us-east-1, before page and API."
  type        = string
  default     = null
}

variable "access_logs" {
  description = "Where CloudFront logs calls, with addresses of people."
  type        = object({ bucket_domain_name = string, prefix = string })
  default     = null
}

variable "price_class" {
  description = "From where CloudFront answers: PriceClass_100 (Europe and North America), PriceClass_200 or PriceClass_All."
  type        = string
  default     = "PriceClass_100"
}

variable "tags" {
  description = "Tags of all resources."
  type        = map(string)
  default     = {}
}
