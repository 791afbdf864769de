# The files of the portal. They hold no secret, and are still nobody's but CloudFront's: headers and rewriting are part of what keeps a page safe.

resource "aws_s3_bucket" "files" {
  # checkov:skip=CKV_AWS_18:CloudFront is the only reader, and says who asked for what (`access_logs`)
  # checkov:skip=CKV_AWS_144:The files are made anew by a build and an apply, in whatever Region
  # checkov:skip=CKV_AWS_145:The files are given to everybody who asks for them; a key of the owner's would lock out CloudFront and hide nothing
  # checkov:skip=CKV2_AWS_62:Nobody waits for files: Terraform itself puts them there
  bucket        = "${var.name}-portal-${var.account_id}-${var.region}"
  force_destroy = true
  tags          = var.tags
}

resource "aws_s3_bucket_public_access_block" "files" {
  bucket                  = aws_s3_bucket.files.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "files" {
  bucket = aws_s3_bucket.files.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "files" {
  bucket = aws_s3_bucket.files.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_versioning" "files" {
  bucket = aws_s3_bucket.files.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "files" {
  bucket = aws_s3_bucket.files.id

  rule {
    id     = "forget-what-was-replaced"
    status = "Enabled"
    filter {}

    noncurrent_version_expiration {
      noncurrent_days = 30
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }

  depends_on = [aws_s3_bucket_versioning.files]
}

resource "aws_s3_bucket_policy" "files" {
  bucket = aws_s3_bucket.files.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "LetOurDistributionRead"
        Effect    = "Allow"
        Principal = { Service = "cloudfront.amazonaws.com" }
        Action    = "s3:GetObject"
        Resource  = "${aws_s3_bucket.files.arn}/*"
        Condition = { StringEquals = { "aws:SourceArn" = aws_cloudfront_distribution.portal.arn } }
      },
      {
        # Without it S3 says 403 of a file that is missing.
        Sid       = "LetOurDistributionSeeWhatIsMissing"
        Effect    = "Allow"
        Principal = { Service = "cloudfront.amazonaws.com" }
        Action    = "s3:ListBucket"
        Resource  = aws_s3_bucket.files.arn
        Condition = { StringEquals = { "aws:SourceArn" = aws_cloudfront_distribution.portal.arn } }
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.files.arn, "${aws_s3_bucket.files.arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })

  depends_on = [aws_s3_bucket_public_access_block.files]
}

# --- Files

locals {
  # What the portal's build says of its files.
  files = { for file in jsondecode(file("${var.files_dir}/assets.json")) : file.path => file }
}

resource "aws_s3_object" "file" {
  # No tags: S3 takes ten of an object, and an owner may have more.
  # checkov:skip=CKV_AWS_186:The files are given to everybody who asks for them
  for_each = local.files

  bucket        = aws_s3_bucket.files.id
  key           = each.key
  source        = "${var.files_dir}/${each.key}"
  source_hash   = filemd5("${var.files_dir}/${each.key}")
  content_type  = each.value.contentType
  cache_control = each.value.cacheControl
}

resource "aws_s3_object" "config" {
  # checkov:skip=CKV_AWS_186:The file is given to everybody who asks for it
  bucket        = aws_s3_bucket.files.id
  key           = "config.json"
  content       = jsonencode({ for field, value in merge(var.config, { apiUrl = "${local.url}/api" }) : field => value if value != null })
  content_type  = "application/json"
  cache_control = "no-cache"
}
