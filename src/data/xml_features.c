/* Features from XML: reads a file to its end, or to its first fault, and keeps what is whole. */
#include "data/xml_features.h"

#include <string.h>

bool xml_features_read(struct xml_reader *reader, struct feature_builder *builder,
                       const struct dataset_request *request, const bool *met, const char *root, struct diag *diag)
{
	const char *file = builder->out->file;
	bool whole = xml_reader_read(reader);
	if (!whole && builder->out->feature_count)
		diag_warning(diag, BAD_SYNTAX, request->place, reader->hint,
		             "%s:%zu:%zu: %s; what stands before is drawn, the rest is not", file, reader->fault_line,
		             reader->fault_column, reader->fault);
	else if (!whole)
		diag_error(diag, BAD_SYNTAX, request->place, reader->hint, "%s:%zu:%zu: %s", file, reader->fault_line,
		           reader->fault_column, reader->fault);
	else if (!*met)
		diag_error(diag, BAD_SYNTAX, request->place, NULL, "%s has no element %s", file, root);
	if (whole ? *met : builder->out->feature_count > 0)
		return feature_builder_finish(builder, request, true, diag);
	feature_builder_abandon(builder);
	return false;
}

void xml_features_value(struct feature_builder *builder, const char *column, enum column_type type, const char *text,
                        size_t length)
{
	feature_builder_value(builder, feature_builder_column(builder, column, strlen(column)), type, text, length);
}
