typedef struct node { struct node *next; const char *name; } *link;
typedef struct node node_t;
